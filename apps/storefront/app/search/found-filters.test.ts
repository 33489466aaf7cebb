import { describe, expect, it } from 'vitest'
import { addressWith, foundInput, foundQuery, isNarrowed, readFoundFilters } from './found-filters.ts'

const read = (query: string) => readFoundFilters(new URLSearchParams(query))

describe('filters in an address', () => {
  it('become the input of the list, with prices in minor units and several values of a facet', () => {
    const filters = read(
      'q=lamp&filter=colour:Red&filter=colour:Blue&filter=&brand=noirel&from=20&to=150&stock=in&after=abc',
    )
    expect(foundInput(filters, 'USD')).toEqual({
      filter: ['colour:Red', 'colour:Blue', 'brand:noirel'],
      priceFrom: 2_000,
      priceTo: 15_000,
      inStock: true,
      after: 'abc',
    })
    expect(isNarrowed(filters)).toBe(true)
  })

  it('that make no sense are left out', () => {
    const filters = read('from=&to=-5&stock=maybe&sort=random')
    expect(foundInput(filters, 'USD')).toEqual({})
    expect(filters.sort).toBeUndefined()
    expect(isNarrowed(filters)).toBe(false)
  })

  it('are written by a form without what is empty', () => {
    const form = new FormData()
    for (const [name, value] of [
      ['q', 'lamp'],
      ['filter', 'a:1'],
      ['filter', 'a:2'],
      ['from', ''],
    ] as const)
      form.append(name, value)
    expect(String(foundQuery(form))).toBe('q=lamp&filter=a%3A1&filter=a%3A2')
  })

  it('change without the page that was shown', () => {
    const query = new URLSearchParams('q=lamp&filter=a:1&filter=a:2&after=x')
    expect(addressWith(query, { filter: ['a:2'] })).toBe('?q=lamp&filter=a%3A2')
    expect(addressWith(query, { after: ['y'] })).toBe('?q=lamp&filter=a%3A1&filter=a%3A2&after=y')
  })
})
