import type { CollectionRule } from '@merx/catalog'

/** A measure with its unit, as `{ value: 32, unit: 'cm' }`. */
export type Measure = { readonly value: number; readonly unit: string }

export type AttributeValue = string | number | boolean | Measure

export type DemoVariant = {
  readonly sku: string
  /** One value for each option of the product, in the same order. */
  readonly options: readonly string[]
  /** US dollars in cents. */
  readonly price: number
  readonly compareAt?: number
  /** Grams, packed. */
  readonly weight: number
  readonly stock: number
  /** EAN-13. */
  readonly barcode?: string
  /** The file in `demo/pictures` that shows this variant; without it, the product's first picture does. */
  readonly picture?: string
}

export type DemoProduct = {
  readonly slug: string
  readonly name: string
  readonly brand: string
  /** Category slugs; the first is the main one. */
  readonly categories: readonly string[]
  readonly description: string
  readonly featured?: true
  readonly taxCategory: 'standard' | 'reduced'
  readonly attributes: Readonly<Record<string, AttributeValue>>
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[]
  readonly variants: readonly DemoVariant[]
  /** Files in `demo/pictures`; the first stands on the card. */
  readonly pictures: readonly { readonly file: string; readonly alt: string }[]
}

export type DemoBrand = { readonly slug: string; readonly name: string; readonly description: string }

export type DemoCategory = {
  readonly slug: string
  readonly name: string
  readonly description: string
  /** The slug of the category above; absent at the top. */
  readonly parent?: string
}

export type DemoAttribute = {
  readonly code: string
  readonly label: string
  readonly type: 'text' | 'number' | 'boolean' | 'choice'
  readonly unit?: string
  /** The values a choice may take. */
  readonly choices?: readonly string[]
  /** Whether lists can be narrowed by it. */
  readonly facet: boolean
  /** Category slugs it belongs to; empty for all. A top category stands for those under it. */
  readonly categories: readonly string[]
}

export type DemoCollection = {
  readonly slug: string
  readonly name: string
  readonly description: string
  /** Product slugs in their order, or what the products are like. */
} & ({ readonly products: readonly string[] } | { readonly rule: CollectionRule })
