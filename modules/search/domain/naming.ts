import type { NameRows } from '../data/names.ts'
import type { DocumentCategory, Named } from '../engine/search-document.ts'

/** What documents are named by today, found by the slugs and codes that they were told with. */
export type Naming = {
  /** The language of the catalogue's texts. */
  readonly language: string
  /** The market of the code, or the default one. */
  market(code?: string): Market | undefined
  /** The category of a slug, today's or a former one. */
  category(slug: string): Category | undefined
  brand(slug: string): Named | undefined
  attribute(code: string): NameRows['attributes'][number] | undefined
  /** The categories of the slugs and all above them, each once, parents first. */
  withAncestors(slugs: readonly string[]): readonly Category[]
}

export type Market = NameRows['markets'][number]

export type Category = DocumentCategory & { readonly id: string; readonly position: number }

const otherwise = 'en'

export function namingOf(rows: NameRows): Naming {
  const standard = rows.markets.find(({ isDefault }) => isDefault) ?? rows.markets[0]
  const language = standard?.languages[0] ?? otherwise
  const markets = new Map(rows.markets.map((market) => [market.code, market]))
  const owners = new Map(rows.slugs.map(({ kind, slug, ownerId }) => [`${kind}:${slug}`, ownerId]))
  const slugs = new Map(rows.categories.map(({ id, slug }) => [id, slug]))
  const parentOf = (parent: string | null) => slugs.get(owners.get(`category:${parent}`) ?? '')
  const categories = new Map(
    rows.categories.map(({ id, slug, name, parent, position }): [string, Category] => [
      id,
      { id, slug, names: { [language]: name }, parent: parentOf(parent), position },
    ]),
  )
  const brands = new Map(
    rows.brands.map(({ id, slug, name }): [string, Named] => [id, { slug, names: { [language]: name } }]),
  )
  const attributes = new Map(rows.attributes.map((attribute) => [attribute.code, attribute]))
  const category = (slug: string) => categories.get(owners.get(`category:${slug}`) ?? '')
  return {
    language,
    market: (code) => (code === undefined ? standard : markets.get(code)),
    category,
    brand: (slug) => brands.get(owners.get(`brand:${slug}`) ?? ''),
    attribute: (code) => attributes.get(code),
    withAncestors: (wanted) => {
      const chains = wanted.flatMap((slug) => chainOf(category(slug), category))
      return [...new Map(chains.map((one) => [one.id, one])).values()]
    },
  }
}

export const nothingNamed = namingOf({ categories: [], brands: [], attributes: [], slugs: [], markets: [] })

/** A category with all above it, the highest first. Bounded: what is told of two moves at once may look like a circle for a moment. */
function chainOf(from: Category | undefined, category: (slug: string) => Category | undefined): readonly Category[] {
  const chain: Category[] = []
  for (let at = from; at && !chain.includes(at); at = at.parent === undefined ? undefined : category(at.parent)) {
    chain.unshift(at)
  }
  return chain
}
