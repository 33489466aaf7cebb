import { describe, expect, it } from 'vitest'
import { filterText, joinFilters, readFilter } from './filter-text.ts'

describe('a filter', () => {
  it.each([
    ['colour:Red', { facet: 'attribute.colour', values: ['Red'] }],
    ['brand:noirel', { facet: 'brand', values: ['noirel'] }],
    ['attribute.brand:Acme', { facet: 'attribute.brand', values: ['Acme'] }],
    ['price:1000..5000', { facet: 'price', from: 1000, to: 5000 }],
    ['price:5000..1000', { facet: 'price', from: 1000, to: 5000 }],
    ['width:-2.5..', { facet: 'attribute.width', from: -2.5 }],
    ['rating:..4', { facet: 'rating', to: 4 }],
    ['size:a:b', { facet: 'attribute.size', values: ['a:b'] }],
    ['farbe:Grün', { facet: 'attribute.farbe', values: ['Grün'] }],
  ])('%s is read', (text, filter) => {
    expect(readFilter(text)).toEqual(filter)
  })

  it.each(['', 'red', ':red', 'colour:', 'price:..', 'colour:%', `${'x'.repeat(121)}:a`])('%j is none', (text) => {
    expect(readFilter(text)).toBeUndefined()
  })

  it.each(['Red', 'a, b', '50 %', '1..2', 'x:y', '%2C', 'Grün'])(
    'with the value %j comes back as it was written',
    (value) => {
      const text = filterText('attribute.colour', { value })
      expect(text).not.toContain(',')
      expect(readFilter(text)).toEqual({ facet: 'attribute.colour', values: [value] })
    },
  )

  it('of a range and of an attribute called brand come back too', () => {
    expect(readFilter(filterText('price', { value: 'x', from: 10, to: 20 }))).toEqual({
      facet: 'price',
      from: 10,
      to: 20,
    })
    expect(readFilter(filterText('attribute.brand', { value: 'Acme' }))).toEqual({
      facet: 'attribute.brand',
      values: ['Acme'],
    })
  })
})

it('values of one facet are alternatives, of ranges the last counts', () => {
  const read = ['colour:Red', 'size:L', 'colour:Blue', 'colour:Red', 'price:1..2', 'price:3..4'].flatMap(
    (text) => readFilter(text) ?? [],
  )
  expect(joinFilters(read)).toEqual([
    { facet: 'attribute.colour', values: ['Red', 'Blue'] },
    { facet: 'attribute.size', values: ['L'] },
    { facet: 'price', from: 3, to: 4 },
  ])
})
