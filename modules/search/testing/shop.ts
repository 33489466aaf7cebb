import {
  attributeChanged,
  brandChanged,
  categoryChanged,
  type ProductState,
  productChanged,
} from '@merx/catalog/events'
import { availabilityChanged } from '@merx/inventory/events'
import { command, defineModule, type EventType, internal, newId } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { orderConfirmed } from '@merx/ordering/events'
import { marketChanged, priceChanged } from '@merx/pricing/events'
import { z } from 'zod'
import { catchUp, searchModule, searchProducts } from '../index.ts'

const told: readonly EventType[] = [
  productChanged,
  categoryChanged,
  brandChanged,
  attributeChanged,
  marketChanged,
  priceChanged,
  availabilityChanged,
  orderConfirmed,
]

/** Publishes what the neighbours would, by their own event types. */
const tell = command({
  name: 'neighbours.tell',
  summary: 'Publishes events in one unit of work.',
  access: internal,
  input: z.object({ events: z.array(z.object({ name: z.string(), payload: z.string() }).meta({ id: 'ToldEvent' })) }),
  output: z.object({}),
  run: async (ctx, { events }) => {
    for (const { name, payload } of events) {
      const type = told.find((one) => one.name === name)
      if (!type) throw new Error(`Nobody tells '${name}'`)
      ctx.publish(type, JSON.parse(payload))
    }
    return {}
  },
})

const neighbours = defineModule({ name: 'neighbours', operations: [tell], events: told })

export type Telling = { readonly name: string; readonly payload: unknown }

export function telling<Payload>(type: EventType<string, Payload>, payload: NoInfer<Payload>): Telling {
  return { name: type.name, payload }
}

/** A product of one variant as the catalogue tells it, unless said otherwise. */
export function productState(change: Partial<ProductState> & { readonly name: string }): ProductState {
  const id = newId()
  const slug = change.name.toLowerCase().replaceAll(' ', '-')
  return productChanged.schema.parse({
    id,
    version: 1,
    status: 'active',
    slug,
    description: '',
    brand: null,
    categories: [],
    taxCategory: 'standard',
    featured: 0,
    attributes: [],
    images: [],
    variants: [{ id: newId(), sku: `SKU-${id}`, barcode: null, options: [], weight: 1, image: null, position: 0 }],
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...change,
  })
}

export type SearchShop = Awaited<ReturnType<typeof openSearch>>

/** A shop with search and a voice for its neighbours; the market `us` is the default. */
export async function openSearch() {
  const shop = await createTestShop({
    modules: [searchModule, neighbours],
  })
  const opened = { ...shop, ...voices(shop) }
  await opened.tell(
    telling(marketChanged, {
      code: 'us',
      name: 'United States',
      currency: 'USD',
      taxMode: 'exclusive',
      countries: ['US'],
      languages: ['en'],
      isDefault: true,
    }),
  )
  return opened
}

function voices(shop: TestShop) {
  const caughtUp = async () => {
    await shop.settled()
    await shop.runtime.call(catchUp, {})
  }
  const publish = async (...events: readonly Telling[]) => {
    const written = events.map(({ name, payload }) => ({ name, payload: JSON.stringify(payload) }))
    await shop.runtime.call(tell, { events: written })
  }
  return {
    caughtUp,
    /** Tells, and waits for nobody. */
    publish,
    /** Tells, and waits until it can be found. */
    tell: async (...events: readonly Telling[]) => {
      await publish(...events)
      await caughtUp()
    },
    find: async (q: string, change: Partial<z.input<typeof searchProducts.input>> = {}) => {
      const found = await shop.call(searchProducts, searchProducts.input.parse({ q, ...change }))
      if (!('items' in found)) throw new Error(`${found.code} ${JSON.stringify(found.data)}`)
      return found
    },
    rows: async (text: string): Promise<readonly Record<string, unknown>[]> => [
      ...(await shop.runtime.databaseOf('search').clock.unsafe(text)),
    ],
  }
}
