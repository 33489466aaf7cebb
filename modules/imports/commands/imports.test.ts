import { isRefused } from '@merx/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addPart,
  cancelImport,
  exportProducts,
  listFaults,
  listImports,
  openImport,
  showImport,
  startImport,
} from '../index.ts'
import { type ImportsShop, openImports } from '../testing/shop.ts'
import { beginImport } from './begin-import.ts'
import { noteBatch } from './note-batch.ts'

let shop: ImportsShop

beforeAll(async () => {
  shop = await openImports()
})
afterAll(() => shop?.close())

const run = () => shop.runtime.jobs.runJob('imports.run-imports')

async function opened(more: object = {}) {
  const made = await shop.call(openImport, openImport.input.parse({ name: 'goods.csv', format: 'csv', ...more }))
  if (isRefused(made)) throw new Error(made.code)
  return made
}

async function started(text: string, more: object = {}) {
  const { id } = await opened(more)
  const half = Math.ceil(text.length / 2)
  await shop.call(addPart, { id, number: 1, content: text.slice(0, half) })
  await shop.call(addPart, { id, number: 2, content: text.slice(half) })
  const begun = await shop.call(startImport, { id, parts: 2 })
  if (isRefused(begun)) throw new Error(begun.code)
  return begun
}

describe('an import by operation', () => {
  it('loads a file that came in parts, in the background, and tells how far it is and what was wrong', async () => {
    const { id, status } = await started('slug,name,sku,price:us\nop-1,One,OP-1,1.50\nop-2,,OP-2,1\nop-3,=Three,OP-3,x')
    expect(status).toBe('waiting')
    await run()
    expect(await shop.call(showImport, { id })).toMatchObject({
      status: 'done',
      line: 4,
      created: 1,
      faults: 2,
      characters: 73,
      endedAt: expect.any(String),
    })
    expect(await shop.call(listFaults, { id, limit: 1, after: 0 })).toMatchObject({
      items: [{ number: 1, line: 3, column: 'name', code: 'required' }],
      sheet: expect.stringMatching(/^line,column,code,detail\r\n3,name,required,[^\r]+\r\n$/),
      next: 1,
    })
    expect(await shop.call(listFaults, { id, limit: 1, after: 1 })).toMatchObject({
      items: [{ line: 4, column: 'price:us', code: 'not_an_amount' }],
      next: null,
    })
    expect((await shop.product('op-1')).name).toBe('One')
    expect(await shop.parts(id)).toBe(0)
  })

  it('takes a part again without taking it twice, and starts only when all are there', async () => {
    const { id } = await opened()
    await shop.call(addPart, { id, number: 2, content: 'op-4,Four,OP-4' })
    const again = await shop.call(addPart, { id, number: 2, content: 'op-4,Four,OP-4' })
    expect(again).toMatchObject({ characters: 14 })
    expect(await shop.call(startImport, { id, parts: 2 })).toMatchObject({ code: 'missing_parts' })
    expect(await shop.call(showImport, { id })).toMatchObject({ status: 'uploading' })
    await shop.call(addPart, { id, number: 1, content: 'slug,name,sku\n' })
    expect(await shop.call(startImport, { id, parts: 2 })).toMatchObject({ status: 'waiting' })
    expect(await shop.call(startImport, { id, parts: 2 })).toMatchObject({ status: 'waiting' })
    expect(await shop.call(addPart, { id, number: 3, content: 'x' })).toMatchObject({ code: 'already_started' })
    await run()
    expect((await shop.product('op-4')).name).toBe('Four')
  })

  it('goes on behind what was noted when the process that ran it has died', async () => {
    const rows = Array.from({ length: 700 }, (_, index) => `died-${index},Died ${index},DIED-${index}`)
    const { id } = await started(['slug,name,sku', ...rows].join('\n'))
    // as a process that loaded and noted the first batch and then died
    await shop.call(beginImport, {})
    const first = { created: 500, updated: 0, unchanged: 0, faults: [] }
    expect(await shop.call(noteBatch, { id, after: 0, line: 501, ...first })).toEqual({ goesOn: true })
    // and one that comes late with the same batch
    expect(await shop.call(noteBatch, { id, after: 0, line: 501, ...first })).toEqual({ goesOn: false })
    await run()
    expect(await shop.call(showImport, { id })).toMatchObject({ status: 'done', line: 701, created: 700, unchanged: 0 })
  })

  it('is given up when it gets no further, with a word, and those behind it have their turn', async () => {
    const two = [await started('slug,name,sku\na,A,A'), await started('slug,name,sku\nb,B,B')]
    // ids of one millisecond have no order but their own
    const [id, behind] = two.map((one) => one.id).toSorted()
    if (!id || !behind) throw new Error('Nothing was started')
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      expect((await shop.call(beginImport, {})).items).toMatchObject([{ id, status: 'running' }])
    }
    await run()
    await run()
    expect(await shop.call(showImport, { id })).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('got no further'),
    })
    expect(await shop.call(showImport, { id: behind })).toMatchObject({ status: 'done', created: 1 })
  })

  it('that cannot be read further fails with the reason', async () => {
    const { id } = await started('slug,colour\nx,y')
    await run()
    expect(await shop.call(showImport, { id })).toMatchObject({
      status: 'failed',
      faults: 1,
      reason: expect.stringContaining("no column 'colour'"),
    })
  })

  it('is cancelled once and stays so: what would be noted later is not', async () => {
    const { id } = await started('slug,name,sku\nno,No,NO')
    await shop.call(beginImport, {})
    expect(await shop.call(cancelImport, { id })).toMatchObject({ status: 'cancelled' })
    expect(await shop.call(cancelImport, { id })).toMatchObject({ status: 'cancelled' })
    const late = { id, after: 0, line: 2, created: 1, updated: 0, unchanged: 0, faults: [] }
    expect(await shop.call(noteBatch, late)).toEqual({ goesOn: false })
    await run()
    expect(await shop.call(showImport, { id })).toMatchObject({ status: 'cancelled', line: 0 })
  })

  it('is refused a market that there is not, and listed the latest first', async () => {
    expect(
      await shop.call(openImport, openImport.input.parse({ name: 'x', format: 'csv', market: 'mars' })),
    ).toMatchObject({
      code: 'unknown_market',
    })
    const { id } = await opened()
    const ids: string[] = []
    let after: typeof id | undefined
    do {
      const page = await shop.call(listImports, { limit: 2, after })
      ids.push(...page.items.map((one) => one.id))
      after = page.next ?? undefined
    } while (after)
    expect(ids).toContain(id)
    expect(ids).toEqual([...new Set(ids)].toSorted().toReversed())
  })
})

describe('an export', () => {
  const all = async (format: 'csv' | 'lines'): Promise<string> => {
    const texts: string[] = []
    let after: Parameters<typeof exportProducts.input.parse>[0]
    do {
      const page = await shop.call(exportProducts, exportProducts.input.parse({ format, limit: 7, after }))
      texts.push(page.text)
      after = page.next ?? undefined
    } while (after)
    return texts.join('')
  }

  it.each(['csv', 'lines'] as const)('as %s, imported again, changes nothing', async (format) => {
    const odd = {
      slug: `odd-${format}`,
      externalKey: `odd:${format}`,
      name: 'A "quoted", odd; thing = \\ one',
      description: ' leads with a space\r\nand has lines ',
      brand: 'halo',
      categories: ['lamps', 'vases'],
      status: 'draft',
      attributes: [
        { code: 'material', text: 'a=b; c\\d' },
        { code: 'height', number: -1.5e-7 },
        { code: 'handmade', boolean: false },
      ],
      images: [{ path: '/media/a', alt: 'An alt; text', width: 10, height: 20, focalX: 1, focalY: 2 }],
      variants: [
        {
          sku: `ODD;${format}`,
          barcode: '007',
          options: [{ name: 'Si=ze', value: 'S; M' }],
          image: '/media/a',
          prices: [
            { market: 'us', amount: 5, compareAt: 700 },
            { market: 'jp', amount: 12 },
          ],
        },
        { sku: `ODD-2-${format}`, options: [{ name: 'Si=ze', value: 'L' }], prices: [{ market: 'jp', amount: 0 }] },
      ],
    }
    expect(await shop.load(JSON.stringify(odd), { format: 'lines' })).toMatchObject({ created: 1, faults: [] })
    await shop.settled()
    const file = await all(format)
    const before = await shop.events()
    const again = await shop.load(file, { format, updateOnly: true })
    await shop.settled()
    expect(again).toMatchObject({ created: 0, updated: 0, faults: [] })
    expect(again.unchanged).toBeGreaterThan(5)
    expect(await shop.events()).toBe(before)
    expect(await all(format)).toBe(file)
  })
})
