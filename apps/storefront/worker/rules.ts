/** What the worker does with a request; `undefined`: nothing, it goes to the shop as if there were no worker. */
export type Rule =
  /** The address names the content: what is kept is right for good. */
  | 'kept'
  /** A page: from the shop as long as it can be reached, else as it was when it was looked at. */
  | 'page'
  /** The data of a page, for one that changes without being loaded; its document is kept beside it. */
  | 'page-data'
  /** Goes to the shop alone, and after it somebody else may sit there: what was kept for one buyer is forgotten. */
  | 'account'

export type Asked = { readonly method: string; readonly url: string; readonly mode: string }

const kept = /^\/(assets|media)\//

/**
 * Pages that are the same for everybody, and the cart, so that it can be read. What is asked of the API, sent by a form or belongs to an
 * order is never answered from here: no price but today's is ever bought.
 */
const pages = /^\/($|products(\/|$)|categories\/|collections\/|legal\/|offline$|cart$)/

/** Where people log in and out. */
const account = /^\/account(\/|\.data$|$)/

export function ruleFor({ method, url, mode }: Asked, origin: string): Rule | undefined {
  const { origin: asked, pathname } = new URL(url)
  if (asked !== origin) return undefined
  if (account.test(pathname)) return method === 'POST' || mode === 'navigate' ? 'account' : undefined
  if (method !== 'GET') return undefined
  if (kept.test(pathname)) return 'kept'
  if (pathname.endsWith('.data')) return pages.test(documentPath(pathname)) ? 'page-data' : undefined
  return mode === 'navigate' && pages.test(pathname) ? 'page' : undefined
}

/** Whether a page was made for one buyer, of those that are kept. */
export function isOwn(url: string): boolean {
  return documentPath(new URL(url).pathname) === '/cart'
}

/** The page that data belongs to. */
export function documentOf(url: string): string {
  const { origin, pathname, searchParams } = new URL(url)
  searchParams.delete('_routes')
  const query = searchParams.size > 0 ? `?${searchParams}` : ''
  return origin + documentPath(pathname) + query
}

function documentPath(pathname: string): string {
  return pathname.replace(/\.data$/, '').replace(/^\/_(root)?$/, '/')
}
