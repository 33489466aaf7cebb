import { expect, test } from 'vitest'
import { regionFault, taxedRegionFault } from './region.ts'

test.each([
  ['US', 'NY'],
  ['US', 'DC'],
  ['US', 'PR'],
  ['CA', 'QC'],
  ['DE', 'Bayern'],
  ['DE', ''],
  // a name that every object has is no country of ours
  ['valueOf', 'anything'],
])('%s %s may be sent to', (country, region) => {
  expect(regionFault(country, region)).toBeUndefined()
  expect(taxedRegionFault(country, region)).toBeUndefined()
})

test.each(['ny', 'New York', 'N.Y.', 'QC', 'US-NY'])('US %s is none', (region) => {
  expect(regionFault('US', region)).toBe('is no region of US: write the two-letter code, such as NY')
  expect(taxedRegionFault('US', region)).toBe(regionFault('US', region))
})

test('an estimate may do without, an address to which one sends may not', () => {
  expect(regionFault('CA')).toBeUndefined()
  expect(taxedRegionFault('CA')).toBe('is required in this country: write the two-letter code, such as ON')
})
