import { expect, test } from 'vitest'
import { createDoubts } from './doubts.ts'
import { type Position, positionOf } from './position.ts'

const at = (place: number): Position => positionOf(`0/${place.toString(16)}`)

function scene() {
  const clock = { now: 0 }
  const doubts = createDoubts({ longest: 1_000, now: () => clock.now })
  const place = (position: number) => doubts.placed(doubts.mark(), at(position))
  return { clock, doubts, place }
}

test('until the primary has said where it is, no standby answers', () => {
  const { doubts, place } = scene()
  expect(doubts.floor()).toBeUndefined()
  place(10)
  expect(doubts.floor()).toBe(at(10))
})

test('what was dropped is in doubt until a standby has come past it, and nothing else is', () => {
  const { doubts, place } = scene()
  place(10)
  doubts.dropped(['lamp'])
  expect(doubts.beyond(at(99))(['lamp'])).toBe(true)
  place(20)
  expect(doubts.beyond(at(19))(['chair', 'lamp'])).toBe(true)
  expect(doubts.beyond(at(19))(['chair'])).toBe(false)
  expect(doubts.beyond(at(20))(['lamp'])).toBe(false)
})

test('an answer without tags is in doubt as long as anything is', () => {
  const { doubts, place } = scene()
  place(10)
  expect(doubts.beyond(at(10))(undefined)).toBe(false)
  doubts.dropped(['lamp'])
  expect(doubts.beyond(at(10))(undefined)).toBe(true)
})

test('what is dropped while the primary is asked is not placed by its answer', () => {
  const { doubts, place } = scene()
  place(10)
  const mark = doubts.mark()
  doubts.dropped(['lamp'])
  doubts.placed(mark, at(20))
  expect(doubts.beyond(at(20))(['lamp'])).toBe(true)
  place(30)
  expect(doubts.beyond(at(30))(['lamp'])).toBe(false)
})

test('who began to read keeps its doubts when the standby has come up meanwhile', () => {
  const { doubts, place, clock } = scene()
  place(10)
  doubts.dropped(['lamp'])
  const doubt = doubts.beyond(at(15))
  place(20)
  clock.now = 5_000
  place(30)
  clock.now = 10_000
  place(40)
  expect(doubt(['lamp'])).toBe(true)
})

test('when all was dropped, all is in doubt; so it is after very many drops', () => {
  const { doubts, place } = scene()
  place(10)
  doubts.dropped('all')
  place(20)
  expect(doubts.beyond(at(19))(['chair'])).toBe(true)
  expect(doubts.beyond(at(20))(['chair'])).toBe(false)
  for (let index = 0; index < 1_001; index += 1) doubts.dropped([`lamp ${index}`])
  place(30)
  expect(doubts.beyond(at(29))(['chair'])).toBe(true)
  expect(doubts.beyond(at(30))(['lamp 1'])).toBe(false)
})

test('a standby must have come as far as the primary was a while ago', () => {
  const { doubts, place, clock } = scene()
  place(10)
  clock.now = 600
  place(20)
  expect(doubts.floor()).toBe(at(10))
  clock.now = 1_700
  place(30)
  expect(doubts.floor()).toBe(at(20))
})

test('a later position is the greater text', () => {
  expect(positionOf('16/B374D848')).toBe('00000016b374d848')
  expect(positionOf('A/0') > positionOf('9/FFFFFFFF')).toBe(true)
  expect(positionOf('10/0') > positionOf('F/FFFFFFFF')).toBe(true)
})
