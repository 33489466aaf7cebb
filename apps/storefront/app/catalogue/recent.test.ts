import { expect, it } from 'vitest'
import { withSeen } from './recent.ts'

const piece = (slug: string) => ({ slug, name: slug, image: null })

it('has what was seen last first, and nothing twice', () => {
  const before = [piece('moon-vase'), piece('dome-lamp')]
  expect(withSeen(before, piece('dome-lamp')).map(({ slug }) => slug)).toEqual(['dome-lamp', 'moon-vase'])
})

it('forgets what was seen long ago', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(piece)
  expect(withSeen(before, piece('new')).map(({ slug }) => slug)).toEqual(['new', 'a', 'b', 'c', 'd', 'e', 'f', 'g'])
})
