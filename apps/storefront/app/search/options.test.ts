import { expect, it } from 'vitest'
import { nextActive, optionsOf } from './options.ts'

it('goes round through what is typed', () => {
  const down = [undefined, 0, 1, 2].map((active) => nextActive(active, 'ArrowDown', 3))
  const up = [undefined, 2, 1, 0].map((active) => nextActive(active, 'ArrowUp', 3))
  expect(down).toEqual([0, 1, 2, undefined])
  expect(up).toEqual([2, 1, 0, undefined])
  expect(nextActive(undefined, 'ArrowDown', 0)).toBeUndefined()
})

it('leaves out kinds of which there is nothing', () => {
  const none = { queries: [], categories: [], brands: [], products: [] }
  expect(optionsOf(none)).toEqual([])
  expect(optionsOf({ ...none, queries: [{ text: 'oak & ash' }] })).toEqual([
    { title: 'Searches', options: [{ to: '/search?q=oak+%26+ash', text: 'oak & ash' }] },
  ])
})
