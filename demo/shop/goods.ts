import { fileURLToPath } from 'node:url'
import type { Assortment, Goods } from '@merx/imports'
import { attributes } from '../catalog/attributes.ts'
import { brands } from '../catalog/brands.ts'
import { categories } from '../catalog/categories.ts'
import type { AttributeValue, DemoProduct } from '../catalog/shape.ts'
import { markets } from './markets.ts'

/** Where the drawn pictures lie. */
export const pictureFolder = fileURLToPath(new URL('../pictures/', import.meta.url))

export type StoredPicture = { readonly path: string; readonly width: number; readonly height: number }

export const assortment: Assortment = {
  brands,
  categories: categories.map((category, position) => ({ ...category, parent: category.parent ?? null, position })),
  attributes: attributes.map((attribute) => ({
    ...attribute,
    code: snakeCase(attribute.code),
    choices: [...(attribute.choices ?? [])],
    categories: [...attribute.categories],
  })),
}

const slugOfBrand = new Map(brands.map(({ name, slug }) => [name, slug]))

/** A product of the catalogue as the loader takes it; `pictures` are those stored, by file. */
export function goodsOf(product: DemoProduct, pictures: ReadonlyMap<string, StoredPicture>, order: number): Goods {
  const { slug, name, brand, description, taxCategory, featured } = product
  return {
    product: {
      externalKey: `noirel:${slug}`,
      slug,
      name,
      brand: slugOfBrand.get(brand) ?? brand,
      description,
      taxCategory,
      categories: [...product.categories],
      featured: featured ? 1_000 - order : 0,
      attributes: Object.entries(product.attributes).map(([code, value]) => attributeOf(snakeCase(code), value)),
      images: product.pictures.flatMap(({ file, alt }) => {
        const picture = pictures.get(file)
        return picture ? [{ ...picture, alt }] : []
      }),
      variants: product.variants.map((variant) => ({
        sku: variant.sku,
        barcode: variant.barcode ?? null,
        weight: variant.weight,
        options: variant.options.map((value, index) => ({ name: product.options[index]?.name ?? '', value })),
        image: (variant.picture && pictures.get(variant.picture)?.path) || null,
      })),
    },
    prices: product.variants.flatMap(({ sku, price, compareAt }) =>
      markets.map(({ code, factor }) => ({
        sku,
        market: code,
        amount: wholeUnits(price, factor),
        ...(compareAt !== undefined && { compareAt: wholeUnits(compareAt, factor) }),
      })),
    ),
    openingStock: product.variants.map(({ sku, stock }) => ({ sku, onHand: stock })),
  }
}

function attributeOf(code: string, value: AttributeValue) {
  switch (typeof value) {
    case 'string':
      return { code, text: value }
    case 'number':
      return { code, number: value }
    case 'boolean':
      return { code, boolean: value }
    case 'object':
      return { code, number: value.value }
  }
}

/** Prices are whole dollars, euros and pounds: a house does not end its prices in 99. */
function wholeUnits(amount: number, factor: number): number {
  return factor === 1 ? amount : Math.ceil((amount * factor) / 100) * 100
}

/** The catalogue writes `dishwasherSafe`, the platform's codes are `dishwasher_safe`. */
function snakeCase(code: string): string {
  return code.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
