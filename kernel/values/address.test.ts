import { describe, expect, test } from 'vitest'
import { Address, addressLines } from './address.ts'
import { postalCodeFault } from './postal-code.ts'

describe('postalCodeFault', () => {
  test.each([
    ['US', '10001'],
    ['US', '10001-1234'],
    ['GB', 'sw1a 1aa'],
    ['GB', 'M1 1AE'],
    ['CA', 'K1A0B1'],
    ['NL', '1012 ab'],
    ['IE', 'D02 AF30'],
    ['HK', ''],
  ])('%s %s is one', (country, postalCode) => {
    expect(postalCodeFault(country, postalCode)).toBeUndefined()
  })

  test.each([
    ['US', '1000', 'is no postal code of US: expected one like 10001'],
    ['DE', 'SW1A 1AA', 'is no postal code of DE: expected one like 10115'],
    ['IN', '010001', 'is no postal code of IN: expected one like 110001'],
    ['FR', '', 'is required in this country'],
    ['IE', '', 'is required in this country'],
  ])('%s %s is none', (country, postalCode, fault) => {
    expect(postalCodeFault(country, postalCode)).toBe(fault)
  })
})

test('an address is written as it stands on a parcel', () => {
  const address = Address.parse({
    name: ' Ada Lovelace ',
    company: '',
    line1: '1 Analytical Row',
    city: 'New York',
    region: 'NY',
    postalCode: '10001',
    country: 'US',
  })
  expect(addressLines(address)).toEqual(['Ada Lovelace', '1 Analytical Row', '10001 New York, NY', 'US'])
})
