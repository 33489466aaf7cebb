import { worded } from '../api/faults.ts'
import type { Input, Money } from '../api/outputs.ts'
import { hasRegions, regionCode, regionTrouble } from './regions.ts'

/** The fields of the form, named as checkout names its input: an error of the API finds its field. */
export const textFields = [
  'email',
  'shippingAddress.name',
  'shippingAddress.company',
  'shippingAddress.line1',
  'shippingAddress.line2',
  'shippingAddress.city',
  'shippingAddress.region',
  'shippingAddress.postalCode',
  'shippingAddress.country',
  'shippingAddress.phone',
  'shippingOptionId',
  'payment.provider',
] as const

export type FieldName = (typeof textFields)[number]

export type Values = Readonly<Partial<Record<FieldName, string>>>

export type FieldErrors = Readonly<Partial<Record<FieldName, string>>>

export function readValues(form: FormData): Values {
  return Object.fromEntries(
    textFields.flatMap((name) => {
      const value = form.get(name)
      return typeof value === 'string' ? [[name, value.trim()]] : []
    }),
  )
}

const required: FieldErrors = {
  email: 'Enter your e-mail address.',
  'shippingAddress.name': 'Enter your name.',
  'shippingAddress.line1': 'Enter your street and house number.',
  'shippingAddress.city': 'Enter your town or city.',
  'shippingAddress.country': 'Choose a country.',
  shippingOptionId: 'Choose how we deliver.',
  'payment.provider': 'Choose how you pay.',
}

/** What is missing or no region, before anything is sent; whether the rest is right, checkout knows. */
export function missingFields(values: Values): FieldErrors {
  const country = values['shippingAddress.country'] ?? ''
  const wanted: FieldErrors = {
    ...required,
    ...(hasRegions(country) && { 'shippingAddress.region': 'Enter your state or province.' }),
  }
  const missing = Object.entries(wanted).filter(([name]) => !textFields.some((one) => one === name && values[one]))
  return { ...Object.fromEntries(missing), ...regionErrors(values) }
}

/** Delivery is priced without a region that nobody knows, so it has to be told right where it is typed. */
export function regionErrors(values: Values): FieldErrors {
  const trouble = regionTrouble(values['shippingAddress.country'] ?? '', values['shippingAddress.region'] ?? '')
  return trouble === undefined ? {} : { 'shippingAddress.region': trouble }
}

/** Fields in which checkout found faults, in words that fit under a field. */
export function fieldErrors(errors: readonly { readonly field: string; readonly detail: string }[]): FieldErrors {
  return Object.fromEntries(
    errors.flatMap(({ field, detail }) => {
      const name = textFields.find((one) => one === field)
      return name ? [[name, worded(detail)]] : []
    }),
  )
}

export function addressOf(values: Values): Input<'ordering.checkout'>['shippingAddress'] {
  const optional = (name: FieldName, key: string) => (values[name] ? { [key]: values[name] } : {})
  const country = values['shippingAddress.country'] ?? ''
  const region = regionCode(country, values['shippingAddress.region'] ?? '')
  return {
    name: values['shippingAddress.name'] ?? '',
    ...optional('shippingAddress.company', 'company'),
    line1: values['shippingAddress.line1'] ?? '',
    ...optional('shippingAddress.line2', 'line2'),
    city: values['shippingAddress.city'] ?? '',
    ...(region && { region }),
    postalCode: values['shippingAddress.postalCode'] ?? '',
    country,
    ...optional('shippingAddress.phone', 'phone'),
  }
}

/** What shipping has to know of an address. */
export function placeOf(values: Values): Input<'cart.list-shipping-options'> {
  const { country, region, postalCode } = addressOf(values)
  const isKnown = regionTrouble(country, region ?? '') === undefined
  return { country, ...(region && isKnown && { region }), ...(postalCode && { postalCode }) }
}

/** The name of the hidden field with what the buyer was shown as the total with a way of shipping. */
export function shownTotalField(optionId: string): string {
  return `shown.${optionId}`
}

/** What the buyer was shown; absent where the form was not ours. */
export function shownTotal(form: FormData, optionId: string): Money | undefined {
  const [, amount, currency] = /^(\d{1,15}) ([A-Z]{3})$/.exec(String(form.get(shownTotalField(optionId)))) ?? []
  return amount && currency ? { amount: Number(amount), currency } : undefined
}
