import type { Assortment, Goods } from '@merx/imports'
import type { DocumentAttribute, SearchDocument } from '@merx/search'

type Line = { readonly goods: Goods; readonly refersTo: Assortment }

/** A document of what an import would bring: what the catalogue does not keep is not searched. */
export function documentOf(id: string, { goods, refersTo }: Line): SearchDocument {
  const { product, prices } = goods
  const brand = refersTo.brands.find(({ slug }) => slug === product.brand)
  const labels = new Map(refersTo.attributes.map((attribute) => [attribute.code, attribute]))
  return {
    id,
    revision: 1,
    names: { en: product.name },
    descriptions: { en: product.description ?? '' },
    brand: brand && { slug: brand.slug ?? '', names: { en: brand.name } },
    categories: refersTo.categories.map(({ slug, name, parent }) => ({
      slug: slug ?? '',
      names: { en: name },
      parent: parent ?? undefined,
    })),
    collections: [],
    attributes: (product.attributes ?? []).flatMap(({ code, text, number, boolean }): DocumentAttribute[] => {
      const about = { code, labels: { en: labels.get(code)?.label ?? code }, facet: true }
      if (text !== undefined) return [{ ...about, type: 'text', value: text }]
      if (number !== undefined) return [{ ...about, type: 'number', value: number }]
      return boolean === undefined ? [] : [{ ...about, type: 'boolean', value: boolean }]
    }),
    codes: product.variants.flatMap(({ sku, barcode }) => (barcode ? [sku, barcode] : [sku])),
    prices: prices.map(({ market, amount }) => ({ market, from: amount, to: amount })),
    availability: 'in_stock',
    rating: undefined,
    sales: 0,
    featured: 0,
    createdAt: Date.parse(product.createdAt ?? '2020-01-01T00:00:00Z'),
  }
}
