import type { CartData } from '../api/outputs.ts'
import { Amount, Amounts } from '../components/amounts.tsx'
import { formatAmount } from '../money/format.ts'

type Props = { readonly totals: CartData['totals']; readonly isPending: boolean }

export function CartTotals({ totals, isPending }: Props) {
  return (
    <div aria-live="polite" aria-busy={isPending} className="transition-opacity aria-busy:opacity-60">
      <Amounts>
        <Amount label="Goods">{formatAmount(totals.subtotal)}</Amount>
        {totals.discount.amount > 0 && <Amount label="Discount">−{formatAmount(totals.discount)}</Amount>}
        <Amount label="Delivery">with your address</Amount>
        <Amount label="Total so far" strong>
          {formatAmount(totals.total)}
        </Amount>
      </Amounts>
    </div>
  )
}
