import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerOf, newBuyer } from './buyer.ts'
import { type OpenShop, openShop } from './open-shop.ts'

let shop: OpenShop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop?.stop())

async function htmlOf(path: string): Promise<string> {
  const response = await fetch(shop.url + path)
  expect(response.status, path).toBe(200)
  return response.text()
}

/** What a page says in its head, by name. */
function headOf(html: string): ReadonlyMap<string, string> {
  const head = html.slice(0, html.indexOf('</head>'))
  const tags = [...head.matchAll(/<(?:meta|link)\s([^>]*)>/g)].map(([, attributes = '']) =>
    Object.fromEntries([...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value])),
  )
  return new Map(
    tags.flatMap(({ name, property, rel, content, href }): [string, string][] => {
      const key = name ?? property ?? rel
      return key === undefined ? [] : [[key, content ?? href ?? '']]
    }),
  )
}

type Described = { readonly '@type': string } & Readonly<Record<string, unknown>>

function dataOf(html: string): readonly Described[] {
  return [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, json = '']) =>
    JSON.parse(json),
  )
}

const find = (data: readonly Described[], type: string) => data.find((one) => one['@type'] === type)

describe('a product', () => {
  test('is told with its price, its stock and the way to it', async () => {
    const product = answerOf(await newBuyer(shop.url).call('catalog.get-product', { slug: 'aster-vase' }))
    const data = dataOf(await htmlOf('/products/aster-vase'))
    expect(find(data, 'Product')).toMatchObject({
      '@context': 'https://schema.org',
      name: 'Aster Vase',
      url: `${shop.url}/products/aster-vase`,
      brand: { '@type': 'Brand', name: 'Noirel Atelier' },
      image: product.images.map(({ path }) => expect.stringContaining(`${shop.url}${path}/`)),
      offers: product.variants.map(({ sku }) =>
        expect.objectContaining({
          '@type': 'Offer',
          sku,
          url: `${shop.url}/products/aster-vase?variant=${sku}`,
          price: expect.stringMatching(/^\d+\.\d\d$/),
          priceCurrency: 'USD',
          availability: expect.stringMatching(/^https:\/\/schema\.org\/(InStock|LimitedAvailability|OutOfStock)$/),
        }),
      ),
    })
    expect(find(data, 'BreadcrumbList')).toMatchObject({
      itemListElement: ['Objects', 'Vases', 'Aster Vase'].map((name, at) => ({ position: at + 1, name })),
    })
  })

  test('is shared with its own picture, which can be had', async () => {
    const head = headOf(await htmlOf('/products/aster-vase?variant=NRL-VAS-001-IVORY-24'))
    expect(head.get('canonical')).toBe(`${shop.url}/products/aster-vase`)
    expect(head.get('og:title')).toBe('Aster Vase')
    expect(head.has('robots')).toBe(false)
    const picture = await fetch(head.get('og:image') ?? '')
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
  })
})

test('the front door names the house, and a list what is above it', async () => {
  const home = await htmlOf('/')
  expect(find(dataOf(home), 'Organization')).toMatchObject({ name: 'Noirel', url: `${shop.url}/` })
  expect(find(dataOf(home), 'WebSite')).toBeDefined()
  expect((await fetch(headOf(home).get('og:image') ?? '')).headers.get('content-type')).toBe('image/jpeg')
  const vases = dataOf(await htmlOf('/categories/vases'))
  expect(find(vases, 'BreadcrumbList')).toMatchObject({ itemListElement: [{ name: 'Objects' }, { name: 'Vases' }] })
})

test.each(['/cart', '/products?sort=price', '/offline', '/dev/components'])('%s is not to be listed', async (path) => {
  expect(headOf(await htmlOf(path)).get('robots')).toBe('noindex, follow')
})

test.each(['/nothing-here', '/products/nothing', '/categories/nothing', '/legal/nothing'])(
  '%s is not found',
  async (path) => {
    const response = await fetch(shop.url + path)
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('There is nothing at this address.')
  },
)
