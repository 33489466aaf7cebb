import type { CartData, ShippingOption } from '../api/outputs.ts'
import { Amount, Amounts } from '../components/amounts.tsx'
import { Picture } from '../components/picture.tsx'
import { formatAmount } from '../money/format.ts'
import { priceOf } from './shipping-price.ts'
import { addedTax } from './totals.ts'

type Props = { readonly cart: CartData; readonly option: ShippingOption | undefined; readonly taxIncluded: boolean }

export function CheckoutSummary({ cart: { lines, totals }, option, taxIncluded }: Props) {
  const tax = option && addedTax({ goods: totals.total, shipping: option.price, total: option.total })
  return (
    <>
      <ul className="space-y-4 pb-6">
        {lines.map((line) => (
          <li key={line.id} className="grid grid-cols-[4rem_1fr_auto] gap-4 text-small">
            <Picture picture={line.image} sizes="64px" decorative />
            <div>
              <p>{line.name}</p>
              <p className="text-ink-soft">
                {[...line.options.map(({ value }) => value), `× ${line.quantity}`].join(', ')}
              </p>
            </div>
            <p className="tabular-nums">{formatAmount(line.subtotal)}</p>
          </li>
        ))}
      </ul>
      <div aria-live="polite" className="border-t border-line pt-4">
        <Amounts>
          <Amount label="Goods">{formatAmount(totals.total)}</Amount>
          <Amount label="Delivery">{option ? priceOf(option) : 'not chosen yet'}</Amount>
          {tax && <Amount label="Tax">{formatAmount(tax)}</Amount>}
          <Amount label="Total" strong>
            {formatAmount(option?.total ?? totals.total)}
          </Amount>
        </Amounts>
        {taxIncluded && <p className="pt-2 text-caption text-ink-soft">Prices include tax.</p>}
      </div>
    </>
  )
}
