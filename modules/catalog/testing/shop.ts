import { availabilityChanged } from '@merx/inventory/events'
import { command, defineModule, internal, live, newId } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { orderConfirmed } from '@merx/ordering/events'
import { marketChanged, priceChanged } from '@merx/pricing/events'
import { expect, vi } from 'vitest'
import { z } from 'zod'
import { ProductId, VariantId } from '../domain/ids.ts'
import type { ProductToSave } from '../domain/product-input.ts'
import { displayChanged } from '../events.ts'
import { catalogModule, saveBrands, saveCategories, saveProducts } from '../index.ts'

const nothing = z.object({})

/** Publishes what the neighbours would, by their own event types. */
const tellMarket = command({
  name: 'neighbours.tell-market',
  summary: 'Publishes a market.',
  access: internal,
  input: marketChanged.schema,
  output: nothing,
  run: async (ctx, market) => {
    ctx.publish(marketChanged, market)
    return {}
  },
})

const Price = z
  .object({ variantId: VariantId, amount: z.int(), compareAt: z.int().nullable() })
  .meta({ id: 'ToldPrice' })

const tellPrices = command({
  name: 'neighbours.tell-prices',
  summary: 'Publishes prices in dollars.',
  access: internal,
  input: z.object({ prices: z.array(Price) }),
  output: nothing,
  run: async (ctx, { prices }) => {
    for (const { variantId, amount, compareAt } of prices) {
      const offer = { market: 'us', currency: 'USD', amount, compareAt }
      ctx.publish(priceChanged, { variantId, version: 1, prices: [offer] })
    }
    return {}
  },
})

const tellStock = command({
  name: 'neighbours.tell-stock',
  summary: 'Publishes availability.',
  access: internal,
  input: availabilityChanged.schema,
  output: nothing,
  run: async (ctx, stock) => {
    ctx.publish(availabilityChanged, stock)
    return {}
  },
})

const tellOrder = command({
  name: 'neighbours.tell-order',
  summary: 'Publishes a confirmed order.',
  access: internal,
  input: z.object({ productId: ProductId, variantId: VariantId, quantity: z.int() }),
  output: nothing,
  run: async (ctx, line) => {
    const orderId = z.uuid().brand<'OrderId'>().parse(newId())
    ctx.publish(orderConfirmed, { orderId, number: 'M-1', lines: [line], total: 100, currency: 'USD' })
    return {}
  },
})

const heard = new Set<string>()

/** Listed after the catalogue, so what it has heard the catalogue has dealt with. What is told before the log brings it has no sequence. */
const listener = live({
  on: [displayChanged],
  handle: (_, events) => {
    for (const { id, sequence } of events) if (sequence > 0) heard.add(id)
  },
})

const neighbours = defineModule({
  name: 'neighbours',
  operations: [tellMarket, tellPrices, tellStock, tellOrder],
  events: [marketChanged, priceChanged, availabilityChanged, orderConfirmed],
  live: [listener],
})

export const staff = { caller: { kind: 'staff', id: 'key', permissions: 'all' } } as const

/** A shop with the catalogue and a voice for its neighbours; the market `us` is the default. */
export async function openCatalog(options: { readonly now?: Date } = {}) {
  const shop = await createTestShop({ modules: [catalogModule, neighbours], ...options })
  await shop.runtime.call(tellMarket, {
    code: 'us',
    name: 'United States',
    currency: 'USD',
    taxMode: 'exclusive',
    countries: ['US'],
    languages: ['en'],
    isDefault: true,
  })
  await shop.settled()
  return { ...shop, ...voices(shop), ...loaders(shop) }
}

export type CatalogShop = Awaited<ReturnType<typeof openCatalog>>

function voices(shop: TestShop) {
  return {
    /** Waits until the log has brought back all that this process knew first, so that nothing more is forgotten for it. */
    quiet: async () => {
      await shop.settled()
      const [last] = await shop.runtime.databaseOf('catalog').clock<{ id: string }[]>`
        select id from kernel.event where name = ${displayChanged.name} order by sequence desc limit 1`
      await vi.waitFor(() => expect(last === undefined || heard.has(last.id)).toBe(true), { timeout: 5_000 })
    },
    tellPrice: async (variantId: VariantId, amount: number, compareAt: number | null = null) => {
      await shop.runtime.call(tellPrices, { prices: [{ variantId, amount, compareAt }] })
      await shop.settled()
    },
    tellPrices: async (prices: { variantId: VariantId; amount: number; compareAt: number | null }[]) => {
      await shop.runtime.call(tellPrices, { prices })
      await shop.settled()
    },
    tellStock: async (variantId: VariantId, availability: 'in_stock' | 'low' | 'out') => {
      await shop.runtime.call(tellStock, { variantId, availability, available: availability === 'out' ? 0 : 5 })
      await shop.settled()
    },
    tellOrder: async (line: { productId: ProductId; variantId: VariantId; quantity: number }) => {
      await shop.runtime.call(tellOrder, line)
      await shop.settled()
    },
  }
}

type Wanted = Partial<z.input<typeof ProductToSave>> & { readonly name: string }

function loaders(shop: TestShop) {
  return {
    /** Loads products that have one variant each unless told; the SKU follows the place in the call. */
    load: async (...products: readonly Wanted[]) => {
      const parsed = saveProducts.input.parse({
        products: products.map(
          (product): z.input<typeof ProductToSave> => ({
            externalKey: product.name,
            variants: [{ sku: `SKU ${product.name}`, weight: 100 }],
            ...product,
          }),
        ),
      })
      const saved = await shop.call(saveProducts, parsed)
      if (!('items' in saved)) throw new Error(JSON.stringify(saved.data))
      return saved.items
    },
    /** Loads categories given as `parent/child` slugs, parents first, and brands by their slugs. */
    shelve: async (...paths: readonly string[]) => {
      const categories = paths.map((path, position) => {
        const [slug = '', parent = null] = path.split('/').toReversed()
        return { slug, name: slug.toUpperCase(), parent, position, description: '' }
      })
      await shop.runtime.call(saveCategories, { categories })
    },
    make: async (...slugs: readonly string[]) => {
      await shop.runtime.call(saveBrands, {
        brands: slugs.map((slug) => ({ slug, name: slug.toUpperCase(), description: '' })),
      })
    },
    rows: async (text: string): Promise<readonly Record<string, unknown>[]> => [
      ...(await shop.runtime.databaseOf('catalog').clock.unsafe(text)),
    ],
    published: async (name: string): Promise<readonly Record<string, unknown>[]> =>
      shop.runtime
        .databaseOf('catalog')
        .clock.unsafe('select key, payload from kernel.event where name = $1 order by sequence', [name]),
  }
}

/** The first of what must be there. */
export function only<T>(values: readonly T[]): T {
  const [first] = values
  if (first === undefined) throw new Error('There is none')
  return first
}
