/** Where a form may send the buyer back to: a path of this shop, and nothing that a browser could take for another host. */
export function wayBack(given: unknown): string {
  return typeof given === 'string' && /^\/(?![/\\])[\w\-./]*$/.test(given) ? given : '/'
}
