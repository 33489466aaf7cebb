import type { Money } from '../api/outputs.ts'
import { formatPrice } from '../money/format.ts'

type Props = {
  readonly price: Money | null
  /** The highest, where there are several. */
  readonly to?: Money | null
  /** What it cost before. */
  readonly before?: Money | null
}

export function Price({ price, to = null, before = null }: Props) {
  if (!price) return <span className="text-ink-soft">Not sold in this market</span>
  const isReduced = before !== null && before.amount > price.amount
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-3">
      {isReduced && <span className="sr-only">Now </span>}
      <span>
        {to && to.amount > price.amount && 'From '}
        {formatPrice(price)}
      </span>
      {isReduced && (
        <s className="text-ink-soft">
          <span className="sr-only">before </span>
          {formatPrice(before)}
        </s>
      )}
    </span>
  )
}
