import { readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { attributes } from './attributes.ts'
import { checkDigit } from './barcode.ts'
import { brands } from './brands.ts'
import { categories } from './categories.ts'
import { collections } from './collections.ts'
import { products } from './products.ts'
import type { AttributeValue, DemoAttribute, DemoProduct } from './shape.ts'

const folder = fileURLToPath(new URL('../pictures/', import.meta.url))
const variants = products.flatMap((product) => product.variants)
const pictures = readdirSync(folder).filter((file) => file.endsWith('.webp'))
const MEGABYTE = 1024 * 1024

const repeated = (values: readonly string[]): readonly string[] =>
  values.filter((value, at) => values.indexOf(value) !== at)

/** The categories a product is in, with those above them. */
function placesOf({ categories: slugs }: DemoProduct): ReadonlySet<string> {
  const above = (slug: string): readonly string[] => {
    const parent = categories.find((category) => category.slug === slug)?.parent
    return parent === undefined ? [slug] : [slug, ...above(parent)]
  }
  return new Set(slugs.flatMap(above))
}

function fits({ type, unit, choices }: DemoAttribute, value: AttributeValue): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean'
    case 'text':
      return typeof value === 'string'
    case 'choice':
      return typeof value === 'string' && (choices ?? []).includes(value)
    case 'number':
      return unit === undefined ? typeof value === 'number' : typeof value === 'object' && value.unit === unit
  }
}

describe('the catalogue', () => {
  it('has at least 60 products in 200 variants', () => {
    expect(products.length).toBeGreaterThanOrEqual(60)
    expect(variants.length).toBeGreaterThanOrEqual(200)
  })

  it('gives no slug, SKU or barcode twice', () => {
    expect(repeated(products.map(({ slug }) => slug))).toEqual([])
    expect(repeated(variants.map(({ sku }) => sku))).toEqual([])
    expect(repeated(variants.map(({ barcode = '' }) => barcode))).toEqual([])
  })

  it('writes SKUs and barcodes in their forms', () => {
    expect(variants.filter(({ sku }) => !/^NRL-[A-Z]{3}-\d{3}(-[A-Z0-9]+)+$/.test(sku)).map(({ sku }) => sku)).toEqual(
      [],
    )
    expect(
      variants.filter(
        ({ barcode = '' }) => !/^\d{13}$/.test(barcode) || checkDigit(barcode.slice(0, 12)) !== Number(barcode[12]),
      ),
    ).toEqual([])
  })

  it('knows every brand and every category, and puts products into lower categories only', () => {
    const lower = categories.filter(({ parent }) => parent !== undefined).map(({ slug }) => slug)
    for (const { slug, brand, categories: slugs } of products) {
      expect(
        brands.map(({ name }) => name),
        slug,
      ).toContain(brand)
      expect(slugs.length, slug).toBeGreaterThan(0)
      for (const category of slugs) expect(lower, slug).toContain(category)
    }
  })

  it('leaves no lower category empty, and has two levels', () => {
    for (const { slug, parent } of categories) {
      if (parent === undefined) continue
      expect(
        categories.find((category) => category.slug === parent),
        slug,
      ).not.toHaveProperty('parent')
      expect(products.filter((product) => product.categories.includes(slug)).length, slug).toBeGreaterThan(0)
    }
  })

  it('has each combination of options once', () => {
    for (const { slug, options, variants: own } of products) {
      expect(own.length, slug).toBe(options.reduce((count, { values }) => count * values.length, 1))
      expect(repeated(own.map((variant) => variant.options.join(' / '))), slug).toEqual([])
      for (const variant of own) {
        expect(variant.options.length, variant.sku).toBe(options.length)
        for (const [at, value] of variant.options.entries()) expect(options[at]?.values, variant.sku).toContain(value)
      }
    }
  })

  it('uses attributes as they are defined', () => {
    for (const product of products) {
      const places = placesOf(product)
      for (const [code, value] of Object.entries(product.attributes)) {
        const attribute = attributes.find((candidate) => candidate.code === code)
        if (!attribute) throw new Error(`${product.slug} has an attribute ${code} that is not defined.`)
        expect(fits(attribute, value), `${product.slug}: ${code} = ${JSON.stringify(value)}`).toBe(true)
        const belongs = attribute.categories.length === 0 || attribute.categories.some((slug) => places.has(slug))
        expect(belongs, `${product.slug}: ${code}`).toBe(true)
      }
    }
  })

  it('has sound prices, weights and stock, some of it low and some gone', () => {
    for (const { sku, price, compareAt = price + 1, weight, stock } of variants) {
      expect(Number.isSafeInteger(price) && price > 0, sku).toBe(true)
      expect(compareAt, sku).toBeGreaterThan(price)
      expect(Number.isSafeInteger(weight) && weight > 0, sku).toBe(true)
      expect(Number.isSafeInteger(stock) && stock >= 0, sku).toBe(true)
    }
    expect(variants.some(({ stock }) => stock === 0)).toBe(true)
    expect(variants.some(({ stock }) => stock >= 1 && stock <= 3)).toBe(true)
    expect(products.some((product) => product.variants.length === 1)).toBe(true)
  })

  it('is printed cleanly', () => {
    for (const { slug, name, description, pictures: shown } of products) {
      for (const text of [name, description, ...shown.map(({ alt }) => alt)]) {
        expect(text, slug).toBe(text.trim())
        expect(text, slug).not.toMatch(/ {2}|!|\s[.,;:]|\n\n\n/)
      }
      const sentences = description.split(/[.](?:\s|$)/).filter(Boolean).length
      expect(sentences, `${slug}: ${sentences} sentences`).toBeGreaterThanOrEqual(2)
      expect(sentences, `${slug}: ${sentences} sentences`).toBeLessThanOrEqual(5)
    }
  })
})

describe('the pictures', () => {
  it('exist for every product and variant', () => {
    const named = products.flatMap((product) => [
      ...product.pictures.map(({ file }) => file),
      ...product.variants.flatMap(({ picture }) => picture ?? []),
    ])
    expect(named.filter((file) => !pictures.includes(file))).toEqual([])
  })

  it('are all shown somewhere: in the catalogue or in the stories of the home page', () => {
    const shown = new Set(products.flatMap((product) => product.pictures.map(({ file }) => file)))
    expect(pictures.filter((file) => !shown.has(file) && !file.startsWith('story-'))).toEqual([])
    expect(pictures.filter((file) => file.startsWith('story-')).length).toBe(3)
  })

  it('weigh 12 MB at most', () => {
    const total = pictures.reduce((sum, file) => sum + statSync(folder + file).size, 0)
    expect(total).toBeLessThanOrEqual(12 * MEGABYTE)
  })
})

describe('the collections', () => {
  it('hold products that there are, or ask for what products can be', () => {
    const slugs = new Set(products.map(({ slug }) => slug))
    const conditions = collections.flatMap((one) => ('rule' in one ? one.rule.conditions : []))
    const strangers = [
      ...collections.flatMap((one) => ('products' in one ? one.products.filter((slug) => !slugs.has(slug)) : [])),
      ...conditions.flatMap((one) => {
        if (one.about === 'category') return one.slugs.filter((slug) => !categories.some((each) => each.slug === slug))
        if (one.about === 'brand') return one.slugs.filter((slug) => !brands.some((each) => each.slug === slug))
        if (one.about !== 'text') return []
        const choices = attributes.filter(({ code }) => code === one.code).flatMap((each) => each.choices ?? [])
        return one.values.filter((value) => !choices.includes(value))
      }),
    ]
    expect(strangers).toEqual([])
    expect(conditions.length).toBeGreaterThan(3)
  })
})
