import { existsSync, readFileSync } from 'node:fs'
import { getProduct, knownProducts, listBrands, updateProduct } from '@merx/catalog'
import { isRefused } from '@merx/kernel'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ImportsShop, openImports } from '../testing/shop.ts'

let shop: ImportsShop

beforeAll(async () => {
  shop = await openImports()
})
afterAll(() => shop?.close())

const lines = (...rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n')

describe('a sheet', () => {
  it('brings products with several variants, attributes by their types, and prices in the decimals of each currency', async () => {
    const sheet = `slug,name,brand,categories,attributes,sku,options,weight,price:us,compareAt:us,price:jp,stock
ember,Ember,halo,lamps; vases,material=Brass\\; old; height=42.5; handmade=yes,EMB-1,Size=24 cm,900,19.99,25,2999,3
ember,,,,,EMB-2,Size=34 cm,1200,1299,,,0`
    expect(await shop.load(sheet, { format: 'csv' })).toMatchObject({ created: 1, faults: [] })
    expect(await shop.product('ember')).toMatchObject({
      name: 'Ember',
      brand: { slug: 'halo' },
      categories: [{ slug: 'lamps' }, { slug: 'vases' }],
      attributes: [
        { code: 'material', text: 'Brass; old' },
        { code: 'height', number: 42.5 },
        { code: 'handmade', boolean: true },
      ],
      variants: [
        { sku: 'EMB-1', weight: 900, options: [{ name: 'Size', value: '24 cm' }] },
        { sku: 'EMB-2', weight: 1200 },
      ],
    })
    await shop.settled()
    const priced = async (market: string) => {
      const shown = await shop.call(getProduct, { slug: 'ember', market })
      return isRefused(shown) ? [] : shown.variants.map(({ price, compareAt }) => [price?.amount, compareAt?.amount])
    }
    expect(await priced('us')).toEqual([
      [1999, 2500],
      [129_900, undefined],
    ])
    expect(await priced('jp')).toEqual([
      [2999, undefined],
      [undefined, undefined],
    ])
  })

  it('that names SKUs and prices alone changes nothing else, however many rows a product has', async () => {
    await shop.load('slug,name,description,sku,option:Size,weight\npair,Pair,Two,PAIR-1,S,10\npair,,,PAIR-2,L,20', {
      format: 'csv',
    })
    const before = await shop.product('pair')
    const prices = 'sku,price:us\nPAIR-2,20\nOTHER,5\nPAIR-1,10'
    expect(await shop.load(prices, { format: 'csv', updateOnly: true })).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 1,
      faults: ['3 sku unknown_product'],
    })
    expect(await shop.product('pair')).toEqual(before)
    expect(await shop.load('sku,weight\nPAIR-1,11', { format: 'csv' })).toMatchObject({ updated: 1 })
    expect(await shop.product('pair')).toMatchObject({
      description: 'Two',
      variants: [
        { sku: 'PAIR-1', weight: 11, options: [{ value: 'S' }] },
        { sku: 'PAIR-2', weight: 20 },
      ],
    })
    expect(await shop.load('sku,withdrawn\nPAIR-1,yes', { format: 'csv' })).toMatchObject({ updated: 1 })
    expect((await shop.product('pair')).variants.map(({ sku }) => sku)).toEqual(['PAIR-2'])
  })

  it('is read whatever separates it, with a byte order mark, carriage returns, quotes and lines within cells', async () => {
    const sheet = '\uFEFFslug;name;sku;description\r\nquoted;"A ""fine"" thing";Q-1;"Two\r\nlines; and more"\r\n'
    expect(await shop.load(sheet, { format: 'csv' })).toMatchObject({ created: 1, faults: [] })
    expect(await shop.product('quoted')).toMatchObject({
      name: 'A "fine" thing',
      description: 'Two\r\nlines; and more',
    })
  })

  it('tells each fault by line, column and code, and loads the rest', async () => {
    const sheet = `slug,name,brand,sku,price:us,compareAt:us,weight,attribute:height
f-1,One,nobody,F-1,1,,,
f-2,Two,,F-2,1.999,,,
f-3,Three,,F-3,5,4,,
f-4,Four,,F-4,1,,heavy,
f-5,Five,,F-5,1,,,tall
f-6,Six,,F-6,1
f-7,,,F-7,1,,,
f-8,Eight,,F-8,,9,,
f-9,Nine,,F-9,1,,,

f-10,Te"n,,F-10,1,,,
F 11,Eleven,,F-11,1,,,
f-9,Nine again,,,1,,,
f-12,Twelve,,F-9,1,,,`
    expect(await shop.load(sheet, { format: 'csv' })).toMatchObject({
      created: 1,
      faults: [
        '2 brand unknown_brand',
        '3 price:us not_an_amount',
        '4 compareAt:us custom',
        '5 weight not_a_number',
        '6 attribute:height not_a_number',
        '7  wrong_cells',
        '8 name required',
        '9 price:us required',
        '12  malformed_row',
        '13 slug invalid_format',
        '15 sku duplicate_sku',
      ],
    })
    const slugs = Array.from({ length: 13 }, (_, index) => `f-${index}`)
    const { items } = await shop.call(knownProducts, { externalKeys: [], slugs, skus: [] })
    expect(items.map(({ state }) => state.name)).toEqual(['Nine again'])
  })

  it.each([
    ['a column that nobody knows', 'slug,nmae\nx-1,X', '1 nmae unknown_column'],
    ['a column that stands twice', 'slug,slug\nx-1,x-1', '1 slug duplicate_column'],
    ['a quote that is never closed', `slug,name,sku\nx-1,"X,${'y'.repeat(1_100_000)}`, 'unclosed_quote'],
    ['bytes that are no text', Buffer.from([...Buffer.from('slug,name,sku\n'), 0xff, 0xfe]), 'not_utf8'],
  ])('with %s is broken off with a word', async (_name, sheet, fault) => {
    const report = await shop.load(sheet, { format: 'csv' })
    expect(report).toMatchObject({ created: 0, isBrokenOff: true, faults: [expect.stringContaining(fault)] })
  })
})

describe('lines', () => {
  it('bring what goods refer to first, and leave alone what they do not mention', async () => {
    const file = lines(
      { kind: 'brand', slug: 'orbit', name: 'Orbit' },
      { kind: 'category', slug: 'desks', name: 'Desks' },
      { kind: 'attribute', code: 'depth', label: 'Depth', type: 'number' },
      {
        slug: 'plinth',
        name: 'Plinth',
        brand: 'orbit',
        categories: ['desks'],
        attributes: [{ code: 'depth', number: 3 }],
        variants: [{ sku: 'PL-1', prices: [{ market: 'us', amount: 100 }] }],
      },
    )
    expect(await shop.load(file, { format: 'lines' })).toMatchObject({ created: 1, faults: [] })
    expect(await shop.load(file, { format: 'lines' })).toMatchObject({ unchanged: 1, faults: [] })
    expect(
      await shop.load(lines({ slug: 'plinth', name: 'Plinth II', brand: null }), { format: 'lines' }),
    ).toMatchObject({ updated: 1 })
    expect(await shop.product('plinth')).toMatchObject({
      version: 2,
      name: 'Plinth II',
      brand: null,
      attributes: [{ code: 'depth', number: 3 }],
      variants: [{ sku: 'PL-1' }],
    })
  })

  it('are told by line and field where they will not do', async () => {
    const file = lines(
      { slug: 'l-1', name: 'L', variants: [{ sku: 'L-1', prices: [{ market: 'mars', amount: 1 }] }] },
      { slug: 'l-2', name: 'L', colour: 'red', variants: [{ sku: 'L-2' }] },
      { name: 'L' },
      { slug: 'l-4', name: 'L' },
      { slug: 'l-5', name: 'a\u0000b', variants: [{ sku: 'L-5' }] },
      { slug: 'l-6', name: 'L', variants: [{ sku: 'L-6', weight: -1 }] },
    )
    expect((await shop.load(`${file}\n[1]\n{"broken`, { format: 'lines' })).faults).toEqual([
      '1 variants.0.prices.0.market unknown_market',
      '2 colour unknown_column',
      '3 slug custom',
      '4 variants too_small',
      '5 name custom',
      '5 name custom',
      '6 variants.0.weight too_small',
      '7  invalid_type',
      '8  malformed_line',
    ])
  })

  it('put themselves over what staff changed meanwhile, once it is read again', async () => {
    await shop.load(lines({ slug: 'raced', name: 'Raced', variants: [{ sku: 'RACED' }] }), { format: 'lines' })
    const before = await shop.product('raced')
    const load = (row: object) => shop.load(lines({ slug: 'raced', ...row }), { format: 'lines' })
    const reports = await Promise.all([
      load({ name: 'Renamed' }),
      load({ description: 'Described' }),
      load({ featured: 7 }),
      shop.call(updateProduct, updateProduct.input.parse({ ...before, brand: 'halo', categories: ['lamps'] })),
    ])
    const edited = !isRefused(reports[3])
    expect(reports.slice(0, 3)).toMatchObject([{ updated: 1 }, { updated: 1 }, { updated: 1 }])
    const after = await shop.product('raced')
    expect(after).toMatchObject({ name: 'Renamed', description: 'Described', featured: 7 })
    expect(after.brand?.slug).toBe(edited ? 'halo' : undefined)
  })
})

describe('an import', () => {
  const many = Array.from({ length: 1_200 }, (_, index) => ({
    slug: `many-${index}`,
    name: `Many ${index}`,
    variants: [{ sku: `MANY-${index}` }],
  }))

  it('that was stopped goes on behind the last line that was told', async () => {
    const first = await shop.load(lines(...many.slice(0, 1_000)), { format: 'lines' })
    expect(first).toMatchObject({ created: 1_000, line: 1_000 })
    expect(await shop.load(lines(...many), { format: 'lines', after: first.line })).toMatchObject({
      created: 200,
      unchanged: 0,
      line: 1_200,
    })
  })

  it('on trial tells what would become of each row and keeps nothing', async () => {
    const known = ['tried-1', 'tried-2'].map((slug) => ({ slug, name: slug, variants: [{ sku: slug }] }))
    await shop.load(lines(...known), { format: 'lines' })
    await shop.settled()
    const before = await shop.events()
    const file = lines(
      { slug: 'tried-1', name: 'Changed' },
      { slug: 'tried-2', name: 'tried-2' },
      { slug: 'trial', name: 'Trial', variants: [{ sku: 'T', prices: [{ market: 'us', amount: 1 }] }] },
      { slug: 'trial-2', name: 'Trial', brand: 'nobody', variants: [{ sku: 'T-2' }] },
    )
    expect(await shop.load(file, { format: 'lines', trial: true })).toMatchObject({
      created: 1,
      updated: 1,
      unchanged: 1,
      faults: ['4 brand unknown_brand'],
    })
    const esci = lines({ asin: 'B1', title: 'A kettle', brand: 'Boil', category: ['Kitchen', 'Kettles'], price: 9.99 })
    expect(await shop.load(esci, { format: 'esci', trial: true })).toMatchObject({ created: 1, faults: [] })
    const { items } = await shop.call(knownProducts, { externalKeys: ['esci:B1'], slugs: ['trial'], skus: ['T'] })
    const brands = await shop.call(listBrands, {})
    expect([items, await shop.events(), brands.items.filter(({ slug }) => slug === 'boil')]).toEqual([[], before, []])
  })

  const strings = new URL('../../../../shared/data/strings/blns.json', import.meta.url)
  it.skipIf(!existsSync(strings))(
    'of the naughty strings in every text takes each or names its fault (skipped where they are not there)',
    async () => {
      const texts: readonly string[] = JSON.parse(readFileSync(strings, 'utf8'))
      const rows = texts.map((text, index) => ({
        slug: `naughty-${index}`,
        name: text,
        description: text,
        attributes: [{ code: 'material', text }],
        variants: [{ sku: `N-${index}`, barcode: text, options: [{ name: text, value: text }] }],
      }))
      const asLines = await shop.load(lines(...rows), { format: 'lines' })
      const faulty = new Set(asLines.faults.map((fault) => fault.split(' ')[0]))
      expect(asLines.created + faulty.size).toBe(texts.length)
      const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
      const sheet = [
        'slug,sku,name,description',
        ...texts.map((text, index) => `sheet-${index},S-${index},N,${cell(text)}`),
      ].join('\n')
      const asSheet = await shop.load(sheet, { format: 'csv' })
      expect(asSheet.created).toBeGreaterThan(texts.length - 10)
      expect((await shop.product('sheet-20')).description).toBe(texts[20]?.trim())
    },
  )

  it('of any bytes ends with a report', async () => {
    const piece = fc.constantFrom(
      'slug',
      'name',
      'sku',
      ',',
      ';',
      '\t',
      '"',
      '""',
      '\n',
      '\r\n',
      '\\',
      '{',
      '}',
      '"slug":',
      '\u0000',
      'é',
      'price:us',
      '1e999',
      '-1',
    )
    const format = fc.constantFrom('csv', 'lines', 'icecat', 'esci')
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), format, async (pieces, of) => {
        const text = pieces.join('')
        const report = await shop.load(text, { format: of, trial: true })
        const told = report.created + report.updated + report.unchanged + report.faults.length
        const needsWord = of !== 'csv' && text.trim() !== ''
        expect(told).toBeGreaterThanOrEqual(needsWord ? 1 : 0)
      }),
      { numRuns: 300 },
    )
  })
})
