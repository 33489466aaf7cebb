import { attributeChanged, brandChanged, categoryChanged, productChanged } from '@merx/catalog/events'
import { availabilityChanged } from '@merx/inventory/events'
import { type ConsumerContext, consumer, type PublishedOf } from '@merx/kernel'
import { orderConfirmed } from '@merx/ordering/events'
import { marketChanged, priceChanged } from '@merx/pricing/events'
import { placesOf, type SavedDocuments, saveDocuments, shownAt } from '../data/documents.ts'
import { saveMarkets } from '../data/markets.ts'
import { saveAttributes, saveBrands, saveCategories } from '../data/names.ts'
import { writeOffers } from '../data/offers.ts'
import { addSales } from '../data/sales.ts'
import { assignVariants, savePrices, saveStock } from '../data/variants.ts'
import { documentRowOf } from '../domain/document-row.ts'
import { lastByKey } from '../domain/last-by-key.ts'
import { documentsChanged } from '../events.ts'

const told = [
  productChanged,
  priceChanged,
  availabilityChanged,
  orderConfirmed,
  categoryChanged,
  brandChanged,
  attributeChanged,
  marketChanged,
] as const

type Told = PublishedOf<(typeof told)[number]>

/**
 * Keeps the documents as the catalogue and its neighbours tell. One consumer for all of it: an offer is made of what several events say, and two
 * that make it at once would each miss what the other has not committed. Kinds are independent of each other, so a batch takes a few
 * statements, however many events it has.
 */
export const keepDocuments = consumer({
  name: 'search.keep-documents',
  on: told,
  handle: async (ctx, events) => {
    await keepNames(ctx, events)
    const { productIds, places } = await keepProducts(ctx, events)
    const priced = await keepPricesAndStock(ctx, events)
    await keepSales(ctx, events)
    const changed = [...new Set([...productIds, ...priced])]
    if (changed.length === 0) return
    await writeOffers(ctx.sql, changed)
    const moved = priced.length > 0 ? await placesOf(ctx.sql, priced) : []
    ctx.publish(documentsChanged, await shownAt(ctx.sql, [...places, ...moved]))
  },
})

/** What the batch tells of one kind; of several states of one thing the last. */
function latest<Name extends Told['name']>(
  events: readonly Told[],
  name: Name,
): readonly Extract<Told, { name: Name }>[] {
  return lastByKey(events.filter((event): event is Extract<Told, { name: Name }> => event.name === name))
}

const payloadOf = <Payload>({ payload }: { readonly payload: Payload }): Payload => payload

async function keepNames({ sql }: ConsumerContext, events: readonly Told[]): Promise<void> {
  const categories = latest(events, categoryChanged.name).map(payloadOf)
  const brands = latest(events, brandChanged.name).map(payloadOf)
  const attributes = latest(events, attributeChanged.name).map(payloadOf)
  const markets = latest(events, marketChanged.name).map(payloadOf)
  if (categories.length > 0) await saveCategories(sql, categories)
  if (brands.length > 0) await saveBrands(sql, brands)
  if (attributes.length > 0) await saveAttributes(sql, attributes)
  if (markets.length > 0) await saveMarkets(sql, markets)
}

async function keepProducts({ sql }: ConsumerContext, events: readonly Told[]): Promise<SavedDocuments> {
  const rows = latest(events, productChanged.name).map(payloadOf).map(documentRowOf)
  if (rows.length === 0) return { productIds: [], places: [] }
  const saved = await saveDocuments(sql, rows)
  const written = new Set(saved.productIds)
  const products = rows.filter(({ productId }) => written.has(productId))
  if (products.length > 0) await assignVariants(sql, products)
  return saved
}

/** What is told of a variant that no product has yet is kept: the product finds it there when it comes. */
async function keepPricesAndStock({ sql }: ConsumerContext, events: readonly Told[]): Promise<readonly string[]> {
  const prices = latest(events, priceChanged.name).map(payloadOf)
  const stock = latest(events, availabilityChanged.name).map(payloadOf)
  return [
    ...(prices.length > 0 ? await savePrices(sql, prices) : []),
    ...(stock.length > 0 ? await saveStock(sql, stock) : []),
  ]
}

/** Only counts: the index follows by the clock, so that a sale does not rewrite a document. */
async function keepSales({ sql }: ConsumerContext, events: readonly Told[]): Promise<void> {
  const orders = events.filter((event) => event.name === orderConfirmed.name)
  const lines = orders.flatMap(({ payload }) => payload.lines)
  if (lines.length > 0) await addSales(sql, lines)
}
