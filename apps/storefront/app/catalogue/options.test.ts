import { describe, expect, it } from 'vitest'
import { chosenVariant, variantWith } from './options.ts'

const price = { amount: 100, currency: 'USD' }
const vase = (colour: string, size: string, inStock = true) => ({
  id: `${colour}-${size}`,
  sku: `V-${colour}-${size}`,
  options: [
    { name: 'Colour', value: colour },
    { name: 'Size', value: size },
  ],
  inStock,
  price,
})

const inkSmall = vase('ink', 'small')
const inkLarge = vase('ink', 'large', false)
const boneSmall = vase('bone', 'small')
const boneLarge = vase('bone', 'large')
const variants = [inkLarge, inkSmall, boneSmall, boneLarge]

describe('the chosen variant', () => {
  it('is the one that the address names, sold out or not', () => {
    expect(chosenVariant(variants, 'V-ink-large')).toBe(inkLarge)
  })

  it('is the first that can be had where the address names none', () => {
    expect(chosenVariant(variants, null)).toBe(inkSmall)
    expect(chosenVariant(variants, 'V-nothing')).toBe(inkSmall)
  })

  it('is the first where all are sold out', () => {
    expect(chosenVariant([inkLarge], null)).toBe(inkLarge)
    expect(chosenVariant([], null)).toBeUndefined()
  })
})

describe('choosing a value', () => {
  it('keeps the other options', () => {
    expect(variantWith(variants, boneSmall, { name: 'Size', value: 'large' })).toBe(boneLarge)
    expect(variantWith(variants, boneLarge, { name: 'Colour', value: 'ink' })).toBe(inkLarge)
  })

  it('takes one in stock where the others cannot be kept', () => {
    const rustMedium = vase('rust', 'medium', false)
    const rustHuge = vase('rust', 'huge')
    expect(variantWith([...variants, rustMedium, rustHuge], inkSmall, { name: 'Colour', value: 'rust' })).toBe(rustHuge)
  })

  it('gives nothing for a value that no variant has', () => {
    expect(variantWith(variants, inkSmall, { name: 'Colour', value: 'gold' })).toBeUndefined()
  })
})
