import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { catalogModule, getProduct, listProducts } from '@merx/catalog'
import { inventoryModule } from '@merx/inventory'
import { isRefused } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { pricingModule } from '@merx/pricing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureDefaultMarket } from './first-things.ts'
import { type ImportReport, importLines } from './import-file.ts'

const defaults = {
  format: 'icecat',
  openingStock: 0,
  trial: false,
  updateOnly: false,
  after: 0,
  note: async () => {},
} as const

let shop: TestShop
let folder: string
let market: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'merx-import-'))
  shop = await createTestShop({ modules: [catalogModule, pricingModule, inventoryModule] })
  market = await ensureDefaultMarket(shop.runtime, undefined)
})
afterAll(async () => {
  await shop.close()
  await rm(folder, { recursive: true })
})

function line(id: number, more: object = {}): string {
  return JSON.stringify({
    id: String(id),
    name: `M-${id}`,
    title: `Monitor ${id}`,
    ean: ['0095205603217'],
    short_description: 'A monitor.',
    supplier: 'Acme & Söhne',
    price: 19_900 + id,
    date_released: '2020-01-02T00:00:00Z',
    attr_n_display_diagonal: 27.5,
    attr_t_product_type: 'Monitor',
    attr_b_touchscreen: false,
    ...more,
  })
}

async function imported(
  lines: readonly string[],
  name: string,
): Promise<{ report: ImportReport; said: readonly string[] }> {
  const file = join(folder, name)
  const text = lines.join('\n')
  await writeFile(file, name.endsWith('.gz') ? gzipSync(text) : text)
  const said: string[] = []
  const report = await importLines({
    runtime: shop.runtime,
    file,
    ...defaults,
    openingStock: 7,
    market,
    say: (message) => said.push(message),
  })
  await shop.settled()
  return { report, said }
}

describe('importing the Icecat set', () => {
  test('brings a product with its typed attributes, its price and its stock', async () => {
    const { report } = await imported([line(1)], 'one.jsonl')
    expect(report).toMatchObject({ created: 1, updated: 0, unchanged: 0, faults: 0 })
    expect(await shop.call(getProduct, { slug: 'monitor-1' })).toMatchObject({
      name: 'Monitor 1',
      brand: { slug: 'acme-sohne', name: 'Acme & Söhne' },
      attributes: expect.arrayContaining([
        expect.objectContaining({ code: 'display_diagonal_number', number: 27.5 }),
        expect.objectContaining({ code: 'touchscreen_boolean', boolean: false }),
      ]),
      variants: [{ sku: 'ICECAT-1', price: { amount: 19_901, currency: 'USD' }, inStock: true }],
    })
  })

  test('again adds nothing, and a changed line changes its product alone', async () => {
    const lines = [line(11), line(12), line(13)]
    await imported(lines, 'three.jsonl')
    expect((await imported(lines, 'three.jsonl.gz')).report).toMatchObject({ created: 0, updated: 0, unchanged: 3 })
    const changed = [line(11), line(12, { title: 'Monitor twelve' }), line(13)]
    expect((await imported(changed, 'changed.jsonl')).report).toMatchObject({ created: 0, updated: 1, unchanged: 2 })
    const listed = await shop.call(listProducts, listProducts.input.parse({ limit: 100 }))
    if (isRefused(listed)) throw new Error(listed.code)
    expect(listed.items.filter(({ name }) => /^Monitor (1[13]|twelve)$/.test(name))).toHaveLength(3)
  })

  test('tells each faulty line by number and field, and loads the others', async () => {
    const lines = [
      line(21),
      '{"broken"',
      line(22, { price: -1 }),
      '',
      line(23, { attr_t_note: 'x'.repeat(20_000) }),
      line(24),
    ]
    const { report, said } = await imported(lines, 'faulty.jsonl')
    expect(report).toMatchObject({ created: 2, faults: 3 })
    expect(
      said.filter((each) => each.startsWith('line ')).map((each) => each.split(':').slice(0, 2).join(':')),
    ).toEqual(['line 2: is no JSON (malformed_line)', 'line 3: price', expect.stringMatching(/^line 5: attributes/)])
    expect(isRefused(await shop.call(getProduct, { slug: 'monitor-22' }))).toBe(true)
  })

  test('a file that is not there is told', async () => {
    const missing = importLines({
      runtime: shop.runtime,
      file: join(folder, 'missing.jsonl'),
      ...defaults,
      market,
      say: () => {},
    })
    await expect(missing).rejects.toThrow('ENOENT')
  })

  const real = new URL('../../../../shared/data/icecat/products.jsonl.gz', import.meta.url)
  test.skipIf(!existsSync(real))('takes real goods (skipped where the set is not there)', async () => {
    const lines = gunzipSync(await readFile(real))
      .toString()
      .split('\n')
      .slice(0, 2_000)
    const { report, said } = await imported(lines, 'real.jsonl')
    const faulty = new Set(said.flatMap((each) => /^line (\d+):/.exec(each)?.[1] ?? []))
    expect(report.created + faulty.size).toBe(2_000)
    expect(faulty.size).toBeLessThan(5)
  })
})
