import { describe, expect, it } from 'vitest'
import { addressOf, fieldErrors, missingFields, placeOf, readValues, shownTotal, shownTotalField } from './form.ts'

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}

const filled = {
  email: ' ada@example.org ',
  'shippingAddress.name': 'Ada Byron',
  'shippingAddress.company': '',
  'shippingAddress.line1': '12 St James’s Square',
  'shippingAddress.city': 'London',
  'shippingAddress.region': '',
  'shippingAddress.postalCode': 'SW1Y 4JH',
  'shippingAddress.country': 'GB',
  shippingOptionId: 'standard',
  'payment.provider': 'sandbox',
  isAdmin: 'true',
}

describe('a filled form', () => {
  const values = readValues(formOf(filled))

  it('is read without what is no field, trimmed', () => {
    expect(values.email).toBe('ada@example.org')
    expect(values).not.toHaveProperty('isAdmin')
    expect(missingFields(values)).toEqual({})
  })

  it('gives an address without what was left empty', () => {
    expect(addressOf(values)).toEqual({
      name: 'Ada Byron',
      line1: '12 St James’s Square',
      city: 'London',
      postalCode: 'SW1Y 4JH',
      country: 'GB',
    })
    expect(placeOf(values)).toEqual({ country: 'GB', postalCode: 'SW1Y 4JH' })
  })
})

it('tells what is missing, field by field', () => {
  const values = readValues(formOf({ ...filled, email: '  ', shippingOptionId: '' }))
  expect(missingFields(values)).toEqual({
    email: 'Enter your e-mail address.',
    shippingOptionId: 'Choose how we deliver.',
  })
})

it('asks for the state where tax hangs on it', () => {
  const american = readValues(formOf({ ...filled, 'shippingAddress.country': 'US' }))
  expect(missingFields(american)).toEqual({ 'shippingAddress.region': 'Enter your state or province.' })
})

it('prices delivery without a state that nobody knows, and says so at its field', () => {
  const typed = { ...filled, 'shippingAddress.country': 'US', 'shippingAddress.postalCode': '10001' }
  const wrong = readValues(formOf({ ...typed, 'shippingAddress.region': 'New Yrok' }))
  expect(placeOf(wrong)).toEqual({ country: 'US', postalCode: '10001' })
  expect(missingFields(wrong)).toEqual({ 'shippingAddress.region': 'Write the two-letter code, such as NY.' })
  const dotted = readValues(formOf({ ...typed, 'shippingAddress.region': 'N.Y.' }))
  expect(placeOf(dotted)).toEqual({ country: 'US', region: 'NY', postalCode: '10001' })
  expect(missingFields(dotted)).toEqual({})
})

it('puts the faults that checkout found under their fields', () => {
  expect(
    fieldErrors([
      { field: 'shippingAddress.postalCode', detail: 'is no postal code of US: expected one like 10001' },
      { field: 'shippingOptionId', detail: 'This way of shipping is not offered.' },
      { field: 'expectedTotal.amount', detail: 'must be a number' },
    ]),
  ).toEqual({
    'shippingAddress.postalCode': 'This is no postal code of US: expected one like 10001',
    shippingOptionId: 'This way of shipping is not offered.',
  })
})

describe('the total that the buyer was shown', () => {
  it('is that of the way of shipping that was chosen', () => {
    const form = formOf({ [shownTotalField('slow')]: '1900 USD', [shownTotalField('fast')]: '2900 USD' })
    expect(shownTotal(form, 'fast')).toEqual({ amount: 2900, currency: 'USD' })
  })

  it.each(['', '12.50 USD', '-1 USD', '99999999999999999 USD', '5 usd'])(
    'is unknown where the form says %j',
    (text) => {
      expect(shownTotal(formOf({ [shownTotalField('slow')]: text }), 'slow')).toBeUndefined()
    },
  )
})
