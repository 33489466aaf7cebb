/** What leads to an account is nowhere to go on at. */
const ways = ['/account/log-in', '/account/log-out', '/account/issuer']

/** Where a log-in may lead: a path of this shop with its query, and nothing that a browser could take for another host. */
export function wayOn(given: unknown): string {
  if (typeof given !== 'string' || !/^(?!.*(\/\/|\\))\/[\x21-\x7e]{0,500}$/.test(given)) return '/account'
  const [path = ''] = given.split(/[?#]/, 1)
  return ways.includes(path) ? '/account' : given
}

/** Where one logs in, and comes back from. */
export function logInPath({ pathname, search }: { readonly pathname: string; readonly search: string }): string {
  const to = wayOn(pathname + search)
  return to === '/account' ? '/account/log-in' : `/account/log-in?${new URLSearchParams({ to })}`
}
