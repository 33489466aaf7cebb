import { Link, useFetcher } from 'react-router'
import type { CartProblem, CartLine as Line } from '../api/outputs.ts'
import { Picture } from '../components/picture.tsx'
import { useSettled } from '../components/use-settled.ts'
import { formatAmount, formatPrice } from '../money/format.ts'
import { useHasScript } from '../state/has-script.ts'
import type { CartAnswer } from './change.server.ts'
import { lineName } from './line-name.ts'
import { type Pending, withPendingLine } from './pending.ts'
import { problemText } from './problems.ts'
import { Quantity } from './quantity.tsx'
import { useLineOutcome } from './use-line-outcome.ts'

type Props = {
  readonly line: Line
  /** What is on its way and not granted yet. */
  readonly pending: readonly Pending[]
  readonly problems: readonly CartProblem[]
  readonly told: CartAnswer | undefined
  readonly compact: boolean
}

export function CartLine({ line, pending, problems, told, compact }: Props) {
  const fetcher = useFetcher<CartAnswer>({ key: `line-${line.id}` })
  const hasScript = useHasScript()
  const form = useSettled((settled) => {
    if (settled.checkValidity()) void fetcher.submit(settled)
  })
  useLineOutcome(line, fetcher.data)
  const answer = fetcher.data ?? told
  const message = answer?.ok === false && answer.lineId === line.id ? answer.message : undefined
  const shown = withPendingLine(line, pending)
  const isLeaving = shown.quantity === 0
  return (
    // it stays until it is known to be gone, as nobody else would hear the answer
    <li
      hidden={isLeaving}
      className={`gap-4 border-b border-line py-6 ${isLeaving ? '' : 'grid'} ${compact ? 'grid-cols-[5rem_1fr]' : 'grid-cols-[6rem_1fr] md:grid-cols-[9rem_1fr] md:gap-8'}`}
    >
      <Picture picture={line.image} sizes={compact ? '80px' : '(min-width: 768px) 144px, 96px'} decorative />
      <div className="flex flex-col">
        <div className="flex items-baseline justify-between gap-4">
          <h2 className="text-name">
            <Link to={`/products/${line.productSlug}?variant=${encodeURIComponent(line.sku)}`} prefetch="intent">
              {line.name}
            </Link>
          </h2>
          <p
            aria-busy={fetcher.state !== 'idle'}
            className="text-small tabular-nums transition-opacity aria-busy:opacity-60"
          >
            {formatAmount(shown.subtotal)}
          </p>
        </div>
        <p className="text-small text-ink-soft">{line.options.map(({ value }) => value).join(', ')}</p>
        {shown.quantity > 1 && <p className="text-small text-ink-soft">{formatPrice(line.unitPrice)} each</p>}
        <ul aria-live="polite" className="text-small text-alarm">
          {problems.map((problem) => (
            <li key={problem.code} className="pt-2">
              {problemText(problem)}
            </li>
          ))}
          {message && <li className="pt-2">{message}</li>}
        </ul>
        <fetcher.Form
          ref={form}
          method="post"
          action="/cart"
          className="mt-auto flex flex-wrap items-center justify-between gap-x-4 gap-y-2 pt-4"
        >
          <input type="hidden" name="lineId" value={line.id} />
          <input type="hidden" name="stays" value={hasScript ? 'yes' : 'no'} />
          <Quantity line={shown} />
          <button
            type="submit"
            name="intent"
            value="remove"
            formNoValidate
            aria-label={`Remove ${lineName(line)}`}
            className="min-h-12 text-small text-ink-soft underline decoration-line-strong underline-offset-4 transition-colors hover:text-ink"
          >
            Remove
          </button>
        </fetcher.Form>
      </div>
    </li>
  )
}
