/** Pages that are the same for everybody in a market, with the query that they know. */
const keptPages: readonly { readonly path: RegExp; readonly query: readonly string[] }[] = [
  { path: /^\/(legal\/[a-z]+|offline)?$/, query: [] },
  {
    path: /^\/(products|(categories|collections)\/[a-z0-9-]+)$/,
    query: ['after', 'brand', 'filter', 'from', 'sort', 'stock', 'to'],
  },
  { path: /^\/products\/[a-z0-9-]+$/, query: ['variant'] },
]

/** How the router asks for the data of a page in place of the page. */
const dataSuffix = /\.data$/

/**
 * The address under which a page is kept: its path and the query that it knows, in one order and without what is empty. Absent for pages
 * that are made for one buyer.
 */
export function keptAddress(url: string): string | undefined {
  const [pathname = '', query] = url.split('?', 2)
  const searchParams = new URLSearchParams(query)
  const isData = dataSuffix.test(pathname)
  const path = isData ? pathname.replace(dataSuffix, '').replace(/^\/_$/, '/') : pathname
  const page = keptPages.find((one) => one.path.test(path))
  if (!page) return undefined
  const names = isData ? ['_routes', ...page.query] : page.query
  const known = names.flatMap((name): [string, string][] => {
    // one that takes several values stands there as often as it is asked for
    return searchParams.getAll(name).flatMap((value): [string, string][] => (value ? [[name, value]] : []))
  })
  return known.length > 0 ? `${pathname}?${new URLSearchParams(known)}` : pathname
}
