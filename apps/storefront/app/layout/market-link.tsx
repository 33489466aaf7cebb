import { Link } from 'react-router'
import type { Market } from '../api/outputs.ts'

/** Leads to where the market is chosen, at the foot of the page. */
export function MarketLink({ market }: { readonly market: Market | undefined }) {
  return (
    <Link to="#market" className="inline-flex min-h-12 items-center transition-colors hover:text-accent">
      <span className="sr-only">Delivery & currency: </span>
      {market ? `${market.name}, ${market.currency}` : 'Delivery & currency'}
    </Link>
  )
}
