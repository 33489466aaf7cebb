import { describe, expect, it } from 'vitest'
import { Slug, slugOf, sortKeyOf } from './slug.ts'

describe('slugOf', () => {
  it.each([
    ['Café Crème, 2 cups', 'cafe-creme-2-cups'],
    ["L'Œuvre d’art", 'loeuvre-dart'],
    ['Straße & Łódź', 'strasse-lodz'],
    ['  --  ', 'product'],
    ['灯', 'product'],
    ['½ ﬁne', '1-2-fine'],
  ])('makes of %j %j', (name, slug) => {
    expect(slugOf(name, 'product')).toBe(slug)
    expect(Slug.parse(slug)).toBe(slug)
  })

  it('ends a long name between words', () => {
    const slug = slugOf('seven77 '.repeat(30), 'product')
    expect(slug).toBe(Array(10).fill('seven77').join('-'))
    expect(slug).toHaveLength(79)
  })
})

describe('sortKeyOf', () => {
  it('cuts a long name between characters', () => {
    expect(sortKeyOf(`x${'😀'.repeat(100)}`)).toBe(`x${'😀'.repeat(79)}`)
  })

  it('sorts accents and case with their letters', () => {
    expect(
      ['Zoë', 'étage', 'Edge', '“Eden”', 'zebra'].toSorted((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1)),
    ).toStrictEqual(['“Eden”', 'Edge', 'étage', 'zebra', 'Zoë'])
  })
})
