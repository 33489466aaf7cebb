import type { Sql } from '@merx/kernel'
import type { AttributeRule, Named, References } from '../domain/product-draft.ts'
import type { ProductContent } from '../domain/product-input.ts'

type Row = Named & { readonly kind: 'brand' | 'category'; readonly key: string }
type Rule = AttributeRule & { readonly code: string }

/** What the products refer to: brands and categories by slug, attributes by code. */
export async function findReferences(sql: Sql, products: readonly ProductContent[]): Promise<References> {
  const brands = new Set(products.flatMap(({ brand }) => brand ?? []))
  const categories = new Set(products.flatMap((product) => product.categories))
  const codes = new Set(products.flatMap(({ attributes }) => attributes.map(({ code }) => code)))
  const [named, rules] = await Promise.all([
    sql<Row[]>`
      select 'brand' as kind, slug as key, id, name from catalog.brand where slug = any(${[...brands]}::text[])
      union all
      select 'category', slug, id, name from catalog.category where slug = any(${[...categories]}::text[])`,
    sql<Rule[]>`select code, label, type, unit, choices from catalog.attribute where code = any(${[...codes]}::text[])`,
  ])
  const ofKind = (kind: Row['kind']) => new Map(named.filter((row) => row.kind === kind).map((row) => [row.key, row]))
  return {
    brands: ofKind('brand'),
    categories: ofKind('category'),
    attributes: new Map(rules.map((rule) => [rule.code, rule])),
  }
}
