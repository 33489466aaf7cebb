import { describe, expect, it } from 'vitest'
import { passesLuhn, readCard, testCards } from './cards.ts'

const now = new Date('2026-11-21T12:00:00Z')
const good = { number: '4242 4242 4242 4242', expiry: '12 / 39', cvc: '123' }

describe('a card as it is typed', () => {
  it.each(testCards)('$number $label', ({ number, verdict }) => {
    expect(readCard({ ...good, number }, now)).toEqual({
      errors: undefined,
      card: { brand: 'Visa', last4: number.slice(-4) },
      verdict,
    })
  })

  it('is declined when it is valid and no test card', () => {
    expect(readCard({ ...good, number: '5555555555554444' }, now)).toEqual({
      errors: undefined,
      card: { brand: 'Mastercard', last4: '4444' },
      verdict: 'card_declined',
    })
  })

  it('names each field that does not fit', () => {
    expect(readCard({}, now)).toEqual({
      errors: {
        number: 'Enter the card number.',
        expiry: 'Enter the date until which the card is valid.',
        cvc: 'Enter the security code.',
      },
    })
  })

  it.each([
    ['4242424242424241', 'This is no card number: check the digits.'],
    ['42424242424', 'A card number has 12 to 19 digits.'],
    ['4242x42424242424', 'A card number has 12 to 19 digits.'],
  ])('has no number %s', (number, error) => {
    expect(readCard({ ...good, number }, now)).toEqual({ errors: { number: error } })
  })

  it.each(['11/26', '1126', '11 / 2026', '1/27'])('is valid until the end of the month in %s', (expiry) => {
    expect(readCard({ ...good, expiry }, now).errors).toBeUndefined()
  })

  it.each([
    ['10/26', 'This card has expired.'],
    ['13/30', 'Enter month and year, such as 09 / 31.'],
    ['0/30', 'Enter month and year, such as 09 / 31.'],
    ['tomorrow', 'Enter month and year, such as 09 / 31.'],
  ])('is not valid until %s', (expiry, error) => {
    expect(readCard({ ...good, expiry }, now)).toEqual({ errors: { expiry: error } })
  })

  it('has a code of three digits, of four on American Express', () => {
    expect(readCard({ ...good, cvc: '12' }, now).errors).toEqual({ cvc: 'The security code has 3 digits.' })
    expect(readCard({ ...good, number: '378282246310005' }, now).errors).toEqual({
      cvc: 'The security code has 4 digits.',
    })
    expect(readCard({ ...good, number: '378282246310005', cvc: '1234' }, now).errors).toBeUndefined()
  })

  it.each([
    ['79927398713', true],
    ['79927398710', false],
    ['4000002500003155', true],
  ])('has the check digit of %s: %s', (number, passes) => {
    expect(passesLuhn(number)).toBe(passes)
  })
})
