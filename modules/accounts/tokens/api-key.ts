/** `merx_<id>_<secret>`: told from an access token by its beginning, and found by scanners of leaked secrets. */
export type ApiKey = { readonly id: string; readonly secret: string }

export function readApiKey(text: string): ApiKey | undefined {
  const [, id, secret] = /^merx_([0-9a-f-]{36})_([\w-]{43})$/.exec(text) ?? []
  return id !== undefined && secret !== undefined ? { id, secret } : undefined
}

export function writeApiKey({ id, secret }: ApiKey): string {
  return `merx_${id}_${secret}`
}
