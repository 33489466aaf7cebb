import { expect, it } from 'vitest'
import { regionCode } from './regions.ts'

it.each([
  ['US', 'New York', 'NY'],
  ['US', 'ny', 'NY'],
  ['US', 'DISTRICT OF COLUMBIA', 'DC'],
  ['CA', 'Quebec', 'QC'],
  ['US', 'Quebec', 'Quebec'],
  ['DE', 'Bayern', 'Bayern'],
])('in %s %s is %s', (country, typed, code) => {
  expect(regionCode(country, typed)).toBe(code)
})
