import type { CartData } from '../api/outputs.ts'
import { Notice } from '../components/notice.tsx'
import { CartLine } from './cart-line.tsx'
import type { CartAnswer } from './change.server.ts'
import type { Pending } from './pending.ts'
import { problemText } from './problems.ts'

type Props = {
  readonly cart: Pick<CartData, 'lines' | 'problems'>
  readonly pending: readonly Pending[]
  /** How a change went that was sent without script. */
  readonly told?: CartAnswer | undefined
  /** For a place as narrow as a phone, whatever the screen. */
  readonly compact?: boolean
}

export function CartLines({ cart: { lines, problems }, pending, told, compact = false }: Props) {
  const elsewhere = problems.filter(({ lineId }) => lines.every(({ id }) => id !== lineId))
  return (
    <div>
      {elsewhere.map((problem) => (
        <Notice key={problem.lineId}>{problemText(problem)}</Notice>
      ))}
      <ul className={compact ? '-mt-6' : 'border-t border-line'}>
        {lines.map((line) => (
          <CartLine
            key={line.id}
            line={line}
            pending={pending}
            problems={problems.filter(({ lineId }) => lineId === line.id)}
            told={told}
            compact={compact}
          />
        ))}
      </ul>
    </div>
  )
}
