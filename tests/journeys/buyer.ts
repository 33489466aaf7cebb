import { type Api, type Client, createClient, httpTransport } from '@merx/client'

/** How a client keeps the tokens that the shop hands out. */
export type Keeping = 'header' | 'cookie'

/** A person with a cart, on the typed client. */
export type Buyer = Client<Api> & {
  /** The tokens and cookies that came so far, by name. */
  readonly tokens: ReadonlyMap<string, string>
  /** The `Set-Cookie` headers as they came. */
  readonly setCookies: readonly string[]
}

/** A buyer who sends `Merx-Cart: new` with the first call and what came back afterwards, or one with a browser's cookies. */
export function newBuyer(url: string, by: Keeping = 'header'): Buyer {
  const tokens = new Map<string, string>(by === 'header' ? [['merx-cart', 'new']] : [])
  const setCookies: string[] = []
  const transport = httpTransport({
    baseUrl: url,
    headers: () =>
      by === 'header'
        ? Object.fromEntries(tokens)
        : {
            origin: url,
            cookie: [...tokens].map(([name, token]) => `${name}=${token}`).join('; '),
          },
    onHeaders: (headers) => {
      for (const name of ['merx-cart', 'merx-order']) {
        const token = headers.get(name)
        if (token !== null) tokens.set(name, token)
      }
      for (const cookie of headers.getSetCookie()) {
        setCookies.push(cookie)
        const [, name = '', token = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
        tokens.set(name, token)
      }
    },
  })
  return { ...createClient<Api>({ transport }), tokens, setCookies }
}

/** Staff, who show their key instead of a cart. */
export function newStaff(url: string, key: string): Client<Api> {
  return createClient<Api>({
    transport: httpTransport({ baseUrl: url, headers: () => ({ authorization: `Bearer ${key}` }) }),
  })
}

/** The value of a call that the test expects to succeed. */
export function answerOf<Value>(
  result: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: object },
): Value {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.problem)}`)
  return result.value
}
