import { isRefused } from '@merx/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ProductId } from '../domain/ids.ts'
import { showProduct } from '../queries/show-product.ts'
import { type CatalogShop, only, openCatalog } from '../testing/shop.ts'
import { saveAttributes } from './save-attributes.ts'
import { saveProducts } from './save-products.ts'

let shop: CatalogShop

beforeAll(async () => {
  shop = await openCatalog({ now: new Date('2026-06-15T00:00:00Z') })
  await shop.shelve('home', 'home/lamps')
  await shop.make('noirel')
  await shop.runtime.call(
    saveAttributes,
    saveAttributes.input.parse({
      attributes: [
        { code: 'height', label: 'Height', type: 'number', unit: 'cm' },
        { code: 'finish', label: 'Finish', type: 'choice', choices: ['matt', 'gloss'] },
      ],
    }),
  )
})
afterAll(() => shop.close())

const save = (products: readonly object[]) => shop.call(saveProducts, saveProducts.input.parse({ products }))

const ember = {
  externalKey: 'ember',
  name: 'Ember',
  brand: 'noirel',
  categories: ['lamps'],
  attributes: [
    { code: 'height', number: 42.5 },
    { code: 'finish', text: 'matt' },
  ],
  images: [{ path: '/media/1', alt: 'Ember', width: 800, height: 600 }],
  variants: [
    { sku: 'EMB-1', weight: 900, options: [{ name: 'Colour', value: 'Red' }], image: '/media/1' },
    { sku: 'EMB-2', weight: 950, options: [{ name: 'Colour', value: 'Blue' }] },
  ],
}

describe('catalog.save-products', () => {
  it('creates a product, announces its whole state once, and gives the ids of its variants', async () => {
    const answer = await save([ember])
    if (isRefused(answer)) throw new Error(answer.code)
    const [item] = answer.items
    expect(item).toMatchObject({ slug: 'ember', outcome: 'created', variants: [{ sku: 'EMB-1' }, { sku: 'EMB-2' }] })
    const events = await shop.published('catalog.product.changed.v1')
    expect(events.map(({ payload }) => payload)).toStrictEqual([
      {
        id: item?.id,
        version: 1,
        status: 'active',
        slug: 'ember',
        name: 'Ember',
        description: '',
        brand: { slug: 'noirel', name: 'NOIREL' },
        categories: [{ slug: 'lamps', name: 'LAMPS' }],
        collections: [],
        taxCategory: 'standard',
        featured: 0,
        attributes: [
          { code: 'height', label: 'Height', type: 'number', unit: 'cm', number: 42.5 },
          { code: 'finish', label: 'Finish', type: 'choice', text: 'matt' },
        ],
        images: [{ path: '/media/1', alt: 'Ember', width: 800, height: 600, focalX: 50, focalY: 50 }],
        variants: [
          {
            id: item?.variants[0]?.id,
            sku: 'EMB-1',
            barcode: null,
            options: [{ name: 'Colour', value: 'Red' }],
            weight: 900,
            image: '/media/1',
            position: 0,
          },
          {
            id: item?.variants[1]?.id,
            sku: 'EMB-2',
            barcode: null,
            options: [{ name: 'Colour', value: 'Blue' }],
            weight: 950,
            image: null,
            position: 1,
          },
        ],
        createdAt: '2026-06-15T00:00:00.000Z',
        updatedAt: '2026-06-15T00:00:00.000Z',
      },
    ])
  })

  it('writes and announces nothing when the same comes again, and answers the same ids', async () => {
    const before = await shop.rows('select xmin::text, * from catalog.product')
    const events = await shop.rows('select count(*) from kernel.event')
    const answer = await save([ember])
    expect(answer).toMatchObject({
      items: [{ slug: 'ember', outcome: 'unchanged', variants: [{ sku: 'EMB-1' }, { sku: 'EMB-2' }] }],
    })
    expect(await shop.rows('select xmin::text, * from catalog.product')).toStrictEqual(before)
    expect(await shop.rows('select count(*) from kernel.event')).toStrictEqual(events)
  })

  it('updates by the key: the slug stays, a variant left out is withdrawn and comes back with its id', async () => {
    const first = await shop.rows(`select id from catalog.variant where sku = 'EMB-2'`)
    const [red] = ember.variants
    await save([{ ...ember, name: 'Ember lamp', variants: [red] }])
    expect(await shop.rows('select slug, name, version from catalog.product')).toStrictEqual([
      { slug: 'ember', name: 'Ember lamp', version: 2 },
    ])
    expect(await shop.rows('select sku, withdrawn from catalog.variant order by sku')).toStrictEqual([
      { sku: 'EMB-1', withdrawn: false },
      { sku: 'EMB-2', withdrawn: true },
    ])
    await save([ember])
    expect(await shop.rows(`select id from catalog.variant where sku = 'EMB-2' and not withdrawn`)).toStrictEqual(first)
  })

  it('announces what staff are shown when they look', async () => {
    const id = ProductId.parse(only(await shop.rows(`select id from catalog.product where external_key = 'ember'`)).id)
    const announced = (await shop.published('catalog.product.changed.v1')).filter(({ key }) => key === id)
    expect(announced.at(-1)?.payload).toStrictEqual(await shop.call(showProduct, { id }))
  })

  it('tells every fault with its place, and saves nothing of the load', async () => {
    const before = await shop.rows('select count(*) from catalog.product')
    const variant = (sku: string) => ({ sku })
    const answer = await save([
      { externalKey: 'good', name: 'Good', variants: [variant('GOOD')] },
      { externalKey: 'bad', name: 'Bad', brand: 'nobody', categories: ['nowhere'], variants: [variant('EMB-1')] },
      {
        externalKey: 'worse',
        name: 'Worse',
        attributes: [
          { code: 'finish', text: 'rough' },
          { code: 'smell', text: 'pine' },
        ],
        variants: [variant('GOOD'), { sku: 'W', options: [{ name: 'Size', value: 'L' }] }],
      },
    ])
    if (!isRefused(answer)) throw new Error('was not refused')
    expect(answer.code).toBe('invalid_products')
    expect(answer.data.errors?.map(({ field, code }) => `${field} ${code}`)).toStrictEqual([
      'products.1.brand unknown_brand',
      'products.1.categories.0 unknown_category',
      'products.1.variants.0.sku sku_taken',
      'products.2.attributes.0 invalid_attribute',
      'products.2.attributes.1 unknown_attribute',
      'products.2.variants.1.options unequal_options',
      'products.2.variants.0.sku duplicate_sku',
    ])
    expect(await shop.rows('select count(*) from catalog.product')).toStrictEqual(before)
  })

  it('refuses a load that names a product twice', async () => {
    const twice = { externalKey: 'twin', name: 'Twin', variants: [{ sku: 'TWIN' }] }
    const answer = await save([twice, { ...twice, variants: [{ sku: 'TWIN-2' }] }])
    expect(answer).toMatchObject({ data: { errors: [{ field: 'products.1.externalKey', code: 'duplicate_product' }] } })
    expect(await shop.rows(`select 1 from catalog.product where external_key = 'twin'`)).toStrictEqual([])
  })

  it('numbers equal names, also those of loads that run at once', async () => {
    const lamp = (key: string) => ({ externalKey: key, name: 'Café Lamp', variants: [{ sku: key }] })
    await save([lamp('a'), lamp('b')])
    await Promise.all([save([lamp('c')]), save([lamp('d')]), save([lamp('e')])])
    const rows = await shop.rows(`select slug from catalog.product where slug like 'cafe-lamp%' order by slug`)
    expect(rows.map(({ slug }) => slug)).toStrictEqual([
      'cafe-lamp',
      'cafe-lamp-2',
      'cafe-lamp-3',
      'cafe-lamp-4',
      'cafe-lamp-5',
    ])
  })

  it('gives a name whose number somebody took by name another ending', async () => {
    const named = (key: string, name: string) => ({ externalKey: key, name, variants: [{ sku: key }] })
    await save([named('v2', 'Vase 2'), named('v', 'Vase')])
    await save([named('w', 'Vase')])
    const id = only(await shop.rows(`select id from catalog.product where external_key = 'w'`)).id
    expect(only(await shop.rows(`select slug from catalog.product where external_key = 'w'`)).slug).toBe(
      `vase-${String(id).slice(-12)}`,
    )
  })

  it('makes one product of two loads that bring it at once', async () => {
    const product = { externalKey: 'race', name: 'Race', variants: [{ sku: 'RACE' }] }
    const answers = await Promise.all([save([product]), save([product])])
    const outcomes = answers.flatMap((answer) =>
      isRefused(answer) ? answer.code : answer.items.map(({ outcome }) => outcome),
    )
    expect(outcomes.toSorted()).toStrictEqual(['created', 'unchanged'])
  })

  it.each([1, 10])('takes the same 16 statements for %i new products', async (count) => {
    const products = Array.from({ length: count }, (_, index) => ({
      ...ember,
      externalKey: `many-${count}-${index}`,
      name: `Many ${count} ${index}`,
      variants: [{ sku: `many-${count}-${index}` }],
    }))
    const statements = await shop.statements(() => save(products))
    expect(statements).toHaveLength(16)
  })
})
