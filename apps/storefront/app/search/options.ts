import type { Suggestions } from '../api/outputs.ts'

/** A suggestion as a line of the list: where it leads, and what it is called. */
export type Option = { readonly to: string; readonly text: string; readonly picture?: string | undefined }

export type OptionGroup = { readonly title: string; readonly options: readonly Option[] }

/** What to offer, by kind; kinds with nothing in them are left out. */
export function optionsOf({ queries, categories, brands, products }: Suggestions): readonly OptionGroup[] {
  const groups = [
    { title: 'Searches', options: queries.map(({ text }) => ({ to: searchFor(text), text })) },
    { title: 'Categories', options: categories.map(({ slug, name }) => ({ to: `/categories/${slug}`, text: name })) },
    { title: 'Lines', options: brands.map(({ slug, name }) => ({ to: `/products?brand=${slug}`, text: name })) },
    {
      title: 'Pieces',
      options: products.map(({ slug, name, image }) => ({ to: `/products/${slug}`, text: name, picture: image?.path })),
    },
  ]
  return groups.filter(({ options }) => options.length > 0)
}

function searchFor(text: string): string {
  return `/search?${new URLSearchParams({ q: text })}`
}

/** The place of the next option for a key, among so many; none is chosen before the first and after the last. */
export function nextActive(active: number | undefined, key: string, count: number): number | undefined {
  if (count === 0) return undefined
  if (key === 'ArrowDown') return active === undefined ? 0 : active + 1 < count ? active + 1 : undefined
  return active === undefined ? count - 1 : active > 0 ? active - 1 : undefined
}
