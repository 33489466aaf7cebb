import { expect, it } from 'vitest'
import { regionCode, regionTrouble } from './regions.ts'

it.each([
  ['US', 'New York', 'NY'],
  ['US', 'ny', 'NY'],
  ['US', 'N.Y.', 'NY'],
  ['US', ' new  york ', 'NY'],
  ['US', 'Puerto Rico', 'PR'],
  ['US', 'DISTRICT OF COLUMBIA', 'DC'],
  ['CA', 'Quebec', 'QC'],
  ['CA', 'Québec', 'QC'],
  ['US', 'Quebec', 'Quebec'],
  ['DE', 'Bayern', 'Bayern'],
])('in %s %s is %s', (country, typed, code) => {
  expect(regionCode(country, typed)).toBe(code)
})

it('asks for the code where it does not know what was typed', () => {
  expect(regionTrouble('US', 'New Yrok')).toBe('Write the two-letter code, such as NY.')
  expect(regionTrouble('CA', 'NY')).toBe('Write the two-letter code, such as ON.')
  for (const [country = '', typed = ''] of [
    ['US', 'n.y.'],
    ['US', ''],
    ['DE', 'Bayern'],
  ])
    expect(regionTrouble(country, typed)).toBeUndefined()
})
