import { z } from 'zod'

/** What the bank may know of a card after it was used. */
export type Card = { readonly brand: string; readonly last4: string }

export type CardVerdict = 'approved' | 'challenge' | 'card_declined' | 'insufficient_funds'

export type CardField = 'number' | 'expiry' | 'cvc'

export type CardErrors = Partial<Readonly<Record<CardField, string>>>

export type ReadCard =
  | { readonly errors: CardErrors }
  | { readonly errors: undefined; readonly card: Card; readonly verdict: CardVerdict }

/** The cards for trying things out; every other valid number is declined. */
export const testCards: readonly { readonly number: string; readonly verdict: CardVerdict; readonly label: string }[] =
  [
    { number: '4242424242424242', verdict: 'approved', label: 'is accepted' },
    { number: '4000002500003155', verdict: 'challenge', label: 'asks for confirmation (3-D Secure)' },
    { number: '4000000000000002', verdict: 'card_declined', label: 'is declined' },
    { number: '4000000000009995', verdict: 'insufficient_funds', label: 'has insufficient funds' },
  ]

const CardForm = z.object({
  number: z.string().default(''),
  expiry: z.string().default(''),
  cvc: z.string().default(''),
})

/** Reads what was typed into the payment page. The number goes no further than this function. */
export function readCard(form: unknown, now: Date): ReadCard {
  const typed = CardForm.parse(form)
  const number = typed.number.replace(/[\s-]/g, '')
  const errors: CardErrors = {
    ...fault('number', numberFault(number)),
    ...fault('expiry', expiryFault(typed.expiry, now)),
    ...fault('cvc', cvcFault(typed.cvc.trim(), number)),
  }
  if (Object.keys(errors).length > 0) return { errors }
  const verdict = testCards.find((card) => card.number === number)?.verdict ?? 'card_declined'
  return { errors: undefined, card: { brand: brandOf(number), last4: number.slice(-4) }, verdict }
}

function fault(field: CardField, message: string | undefined): CardErrors {
  return message === undefined ? {} : { [field]: message }
}

function numberFault(number: string): string | undefined {
  if (number === '') return 'Enter the card number.'
  if (!/^\d{12,19}$/.test(number)) return 'A card number has 12 to 19 digits.'
  return passesLuhn(number) ? undefined : 'This is no card number: check the digits.'
}

function expiryFault(typed: string, now: Date): string | undefined {
  if (typed.trim() === '') return 'Enter the date until which the card is valid.'
  const [, month = '', year = ''] = /^\s*(\d{1,2})\s*\/?\s*(\d{2}|\d{4})\s*$/.exec(typed) ?? []
  const ends = new Date(Date.UTC(year.length === 2 ? 2000 + Number(year) : Number(year), Number(month)))
  if (month === '' || Number(month) < 1 || Number(month) > 12) return 'Enter month and year, such as 09 / 31.'
  return ends > now ? undefined : 'This card has expired.'
}

function cvcFault(cvc: string, number: string): string | undefined {
  if (cvc === '') return 'Enter the security code.'
  const digits = brandOf(number) === 'American Express' ? 4 : 3
  return new RegExp(`^\\d{${digits}}$`).test(cvc) ? undefined : `The security code has ${digits} digits.`
}

/** The check digit of ISO/IEC 7812-1, annex B. */
export function passesLuhn(number: string): boolean {
  let sum = 0
  for (const [index, digit] of [...number].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

function brandOf(number: string): string {
  if (number.startsWith('4')) return 'Visa'
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'Mastercard'
  if (/^3[47]/.test(number)) return 'American Express'
  return 'Card'
}
