import { Address } from '@merx/kernel'
import { describe, expect, test } from 'vitest'
import { purchase } from '../../tests/setup/whole-shop.ts'
import { checkout } from './commands/checkout.ts'

describe('the region of a checkout', () => {
  const asked = purchase(1_800)
  const home = asked.shippingAddress
  const faultsOf = (change: object) =>
    checkout.input
      .safeParse({ ...asked, ...change })
      .error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`)

  test.each(['ny', 'New York', 'N.Y.'])('%s would be taxed as none, so it is refused', (region) => {
    const fault = 'is no region of US: write the two-letter code, such as NY'
    const wrong = { ...home, region }
    expect(faultsOf({ shippingAddress: wrong })).toEqual([`shippingAddress.region ${fault}`])
    expect(faultsOf({ billingAddress: wrong })).toEqual([`billingAddress.region ${fault}`])
    expect(Address.safeParse(wrong).success, 'an order of before stays readable').toBe(true)
  })

  test('is wanted where one sends to and tax hangs on it', () => {
    const { region: _, ...without } = home
    expect(faultsOf({})).toBeUndefined()
    expect(faultsOf({ shippingAddress: without })).toEqual([
      'shippingAddress.region is required in this country: write the two-letter code, such as NY',
    ])
    expect(faultsOf({ billingAddress: without })).toBeUndefined()
    expect(faultsOf({ shippingAddress: { ...without, country: 'DE', postalCode: '10115' } })).toBeUndefined()
  })
})
