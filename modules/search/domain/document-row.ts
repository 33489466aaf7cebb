import type { ProductState } from '@merx/catalog/events'

/** What search keeps of a product's state. Of one that is not sold nothing but that: its words are nobody's to find. */
export function documentRowOf(state: ProductState) {
  const { id, version, status, slug, brand, categories, createdAt } = state
  const listed = status === 'active'
  const identity = {
    productId: id,
    productVersion: version,
    listed,
    slug,
    brand: brand?.slug ?? null,
    categories: categories.map((category) => category.slug),
    createdAt,
    variantIds: state.variants.map((variant) => variant.id),
  }
  return listed ? { ...identity, ...wordsOf(state) } : { ...identity, ...noWords }
}

const noWords = { name: '', description: '', collections: [], featured: 0, attributes: [], image: null, codes: [] }

function wordsOf({ name, description, collections = [], featured, attributes, images, variants }: ProductState) {
  return {
    name,
    description,
    collections: collections.map(({ slug }) => slug),
    featured,
    attributes: [...attributes.map(toldValue), ...optionsOf(variants)],
    image: images[0] ?? null,
    codes: [...new Set(variants.flatMap(({ sku, barcode }) => (barcode === null ? [sku] : [sku, barcode])))],
  }
}

function toldValue({ code, text, number, boolean }: ProductState['attributes'][number]) {
  return {
    code,
    ...(text !== undefined && { text }),
    ...(number !== undefined && { number }),
    ...(boolean !== undefined && { boolean }),
  }
}

/** What variants differ by is found and filtered like an attribute; its code says that it is an option and no definition names it. */
function optionsOf(variants: ProductState['variants']) {
  const values = new Map(
    variants.flatMap(({ options }) =>
      options.map(({ name, value }): [string, object] => [
        JSON.stringify([name, value]),
        { code: optionCode(name), option: name, text: value },
      ]),
    ),
  )
  return [...values.values()]
}

function optionCode(name: string): string {
  return `option_${name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')}`
}
