import { defineModule } from '@merx/kernel'
import { createMarket } from './commands/create-market.ts'
import { setPrices } from './commands/set-prices.ts'
import { setTaxRates } from './commands/set-tax-rates.ts'
import { updateMarket } from './commands/update-market.ts'
import { dropChangedMarkets, dropChangedPrices, dropChangedTaxRates } from './consumers/drop-kept-prices.ts'
import { marketChanged, priceChanged, taxChanged } from './events.ts'
import { graphql } from './graphql.ts'
import { republishPrices } from './jobs/republish-prices.ts'
import { listMarkets } from './queries/list-markets.ts'
import { market } from './queries/market.ts'
import { prices } from './queries/prices.ts'
import { taxRates } from './queries/tax-rates.ts'

export { CountryCode, Market, MarketCode } from './domain/market.ts'
export type { CartToPrice, LineToPrice, PricedCart, PricedLine, TaxLine, Totals } from './domain/price-cart.ts'
export { priceCart } from './domain/price-cart.ts'
export { TaxCategory, TaxRate } from './domain/tax.ts'
export { createMarket, listMarkets, market, prices, setPrices, setTaxRates, taxRates, updateMarket }

export const pricingModule = defineModule({
  name: 'pricing',
  migrations: new URL('./migrations/', import.meta.url),
  operations: [createMarket, updateMarket, setPrices, setTaxRates, listMarkets, market, prices, taxRates],
  events: [priceChanged, marketChanged, taxChanged],
  live: [dropChangedPrices, dropChangedMarkets, dropChangedTaxRates],
  republishers: [republishPrices],
  graphql,
  personal: { harmless: ['market.name', 'price_list.name', 'tax_rate.name'] },
})
