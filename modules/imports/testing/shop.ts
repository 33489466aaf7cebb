import { catalogModule, knownProducts, saveAttributes, saveBrands, saveCategories } from '@merx/catalog'
import { createLocation, inventoryModule } from '@merx/inventory'
import { createTestShop } from '@merx/kernel/testing'
import { createMarket, pricingModule } from '@merx/pricing'
import type { FormatName } from '../domain/format-name.ts'
import { type ImportedBatch, type ImportOptions, importGoods } from '../goods/import-goods.ts'
import { importsModule } from '../index.ts'

/** A shop with two markets, a brand, two categories and three attributes to import into. */
export async function openImports() {
  const shop = await createTestShop({
    modules: [catalogModule, pricingModule, inventoryModule, importsModule],
  })
  const { runtime } = shop
  for (const [code, currency] of [
    ['us', 'USD'],
    ['jp', 'JPY'],
  ] as const) {
    await runtime.call(createMarket, {
      code,
      name: code,
      currency,
      taxMode: 'exclusive',
      countries: [code.toUpperCase()],
      languages: ['en'],
      isDefault: code === 'us',
    })
  }
  await runtime.call(createLocation, createLocation.input.parse({ code: 'main', name: 'Main', priority: 0 }))
  await runtime.call(saveBrands, { brands: [{ slug: 'halo', name: 'Halo', description: '' }] })
  await runtime.call(
    saveCategories,
    saveCategories.input.parse({
      categories: [
        { slug: 'lamps', name: 'Lamps' },
        { slug: 'vases', name: 'Vases' },
      ],
    }),
  )
  await runtime.call(
    saveAttributes,
    saveAttributes.input.parse({
      attributes: [
        { code: 'material', label: 'Material', type: 'text' },
        { code: 'height', label: 'Height', type: 'number', unit: 'cm' },
        { code: 'handmade', label: 'Handmade', type: 'boolean' },
      ],
    }),
  )
  await shop.settled()

  const load = async (text: string | Uint8Array, options: Partial<ImportOptions> & { readonly format: FormatName }) => {
    const source = async function* () {
      yield typeof text === 'string' ? Buffer.from(text) : text
    }
    return imported(importGoods(runtime, source(), { ...defaults, ...options }))
  }
  return {
    ...shop,
    load,
    product: async (slug: string) => {
      const { items } = await runtime.call(knownProducts, { externalKeys: [], slugs: [slug], skus: [] })
      const [found] = items
      if (!found) throw new Error(`There is no product '${slug}'`)
      return found.state
    },
    parts: async (id: string): Promise<number> => {
      const [counted] = await runtime.databaseOf('imports').clock<
        { n: number }[]
      >`select count(*)::int as n from imports.part where import_id = ${id}`
      return counted?.n ?? 0
    },
    events: async (): Promise<number> => {
      const [counted] = await runtime.databaseOf('catalog').clock<
        { n: number }[]
      >`select count(*)::int as n from kernel.event`
      return counted?.n ?? 0
    },
  }
}

export type ImportsShop = Awaited<ReturnType<typeof openImports>>

const defaults = { market: 'us', openingStock: 5, location: 'main', trial: false, updateOnly: false, after: 0 }

/** What became of a whole file. */
async function imported(batches: AsyncIterable<ImportedBatch>) {
  const all: ImportedBatch[] = []
  for await (const batch of batches) all.push(batch)
  const count = (field: 'created' | 'updated' | 'unchanged') => all.reduce((sum, batch) => sum + batch[field], 0)
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    faults: all.flatMap(({ faults }) => faults.map(({ line, column, code }) => `${line} ${column} ${code}`)),
    isBrokenOff: all.some(({ isBrokenOff }) => isBrokenOff),
    line: all.at(-1)?.line ?? 0,
  }
}
