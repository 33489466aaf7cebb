import type { Order } from '../api/outputs.ts'
import { priceOf } from '../checkout/shipping-price.ts'
import { Amount, Amounts } from '../components/amounts.tsx'
import { Picture } from '../components/picture.tsx'
import { formatAmount } from '../money/format.ts'

export function OrderLines({
  lines,
  totals,
  taxIncluded,
  shippingOption,
}: Pick<Order, 'lines' | 'totals' | 'taxIncluded' | 'shippingOption'>) {
  return (
    <>
      <ul className="border-t border-line">
        {lines.map((line) => (
          <li key={line.variantId} className="grid grid-cols-[5rem_1fr_auto] gap-4 border-b border-line py-4 md:gap-6">
            <Picture picture={line.image} sizes="80px" decorative />
            <div>
              <p className="font-display text-name">{line.name}</p>
              <p className="text-small text-ink-soft">
                {[...line.options.map(({ value }) => value), `× ${line.quantity}`].join(', ')}
              </p>
            </div>
            <p className="text-small tabular-nums">{formatAmount(line.subtotal)}</p>
          </li>
        ))}
      </ul>
      <div className="ml-auto max-w-96 pt-6">
        <Amounts>
          <Amount label="Goods">{formatAmount(totals.subtotal)}</Amount>
          {totals.discount.amount > 0 && <Amount label="Discount">−{formatAmount(totals.discount)}</Amount>}
          <Amount label={`Delivery, ${shippingOption.name}`}>{priceOf({ price: totals.shipping })}</Amount>
          <Amount label={taxIncluded ? 'Tax, included' : 'Tax'}>{formatAmount(totals.tax)}</Amount>
          <Amount label="Total" strong>
            {formatAmount(totals.total)}
          </Amount>
        </Amounts>
      </div>
    </>
  )
}
