import { describe, expect, it } from 'vitest'
import { tagsOf } from './page-tags.server.ts'

const card = { slug: 'moon-vase', brand: { slug: 'noirel', name: 'Noirel' } }

describe('a list', () => {
  it('is dropped by its products and by who comes and goes on its shelf', () => {
    const call = { name: 'catalog.list-products', input: { category: 'vases', sort: 'newest' } }
    expect(tagsOf(call, { items: [card] })).toEqual(['category:vases/members', 'product:moon-vase', 'brand:noirel'])
  })

  it('is dropped by prices, stock and sales only where it hangs on them', () => {
    const input = { brand: 'noirel', category: 'vases', priceTo: 100, inStock: true, sort: 'best-selling' }
    expect(tagsOf({ name: 'catalog.list-products', input }, { items: [] })).toEqual([
      'category:vases/members',
      'category:vases/prices',
      'category:vases/stock',
      'category:vases/sales',
      'brand:noirel/members',
      'brand:noirel/prices',
      'brand:noirel/stock',
      'brand:noirel/sales',
    ])
    expect(tagsOf({ name: 'catalog.list-products', input: {} }, { items: [] })).toEqual(['products/members'])
  })
})

it('drops the page of a product by the product, its brand and its categories', () => {
  const product = { ...card, breadcrumb: [{ slug: 'objects' }, { slug: 'vases' }] }
  expect(tagsOf({ name: 'catalog.get-product', input: { slug: 'moon-vase' } }, product)).toEqual([
    'product:moon-vase',
    'attributes',
    'brand:noirel',
    'category:objects',
    'category:vases',
  ])
})

it('drops the page of a collection by what it says and by what it holds', () => {
  const collection = { name: 'catalog.get-collection', input: { slug: 'gifts' } }
  expect(tagsOf(collection, { slug: 'gifts' })).toEqual(['collection:gifts', 'collection:gifts/members'])
  const list = { name: 'catalog.list-products', input: { collection: 'gifts' } }
  expect(tagsOf(list, { items: [] })).toEqual(['collection:gifts/members'])
})

it('says nothing of what is not public', () => {
  expect(tagsOf({ name: 'cart.get-cart', input: {} }, { lines: [] })).toEqual([])
})
