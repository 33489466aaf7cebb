import { describe, expect, it } from 'vitest'
import { filterQuery, isNarrowed, listInput, pageAfter, readFilters } from './filters.ts'

const read = (query: string) => readFilters(new URLSearchParams(query))

describe('filters in an address', () => {
  it('become the input of the list, with prices in minor units', () => {
    const filters = read('brand=noirel&from=20&to=150&stock=in&sort=-price&after=abc')
    expect(listInput(filters, 'USD')).toEqual({
      brand: 'noirel',
      priceFrom: 2_000,
      priceTo: 15_000,
      inStock: true,
      sort: '-price',
      after: 'abc',
    })
    expect(isNarrowed(filters)).toBe(true)
  })

  it('that are empty or make no sense are left out', () => {
    const filters = read('brand=&from=&to=-5&stock=maybe&sort=random')
    expect(listInput(filters, 'USD')).toEqual({ sort: 'featured' })
    expect(isNarrowed(filters)).toBe(false)
  })

  it('are written without what is empty and without the usual order', () => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ brand: 'noirel', from: '', to: '90', sort: 'featured' }))
      form.append(name, value)
    expect(String(filterQuery(form))).toBe('brand=noirel&to=90')
  })

  it('are kept by the link to more', () => {
    expect(pageAfter(new URLSearchParams('sort=name&after=a'), 'b&c')).toBe('?sort=name&after=b%26c')
  })
})
