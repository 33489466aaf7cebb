import type { Credential } from '../operations/context.ts'

export type Credentials = Partial<Readonly<Record<Credential, string>>>

export const credentialNames: readonly Credential[] = ['cart', 'order']

export const credentialHeaders = { cart: 'merx-cart', order: 'merx-order' } as const satisfies Record<
  Credential,
  string
>

const day = 24 * 60 * 60

/** Seconds that a browser keeps the token. */
const kept: Readonly<Record<Credential, number>> = { cart: 90 * day, order: day }

/** Shown by header where there is no token yet. A cookie never says it: its tokens stay out of reach of scripts, and so out of answers. */
const noTokenYet = 'new'

/** Whether a text can be a token: such a one needs no escaping in a header or a cookie. */
export function isToken(value: string): boolean {
  return /^[\w.~-]{1,255}$/.test(value)
}

/** Over https the name binds the cookie to this host alone (RFC 6265bis, `__Host-`). */
function cookieName(name: Credential, secure: boolean): string {
  return secure ? `__Host-merx_${name}` : `merx_${name}`
}

/** The tokens in a `Cookie` header. What is no token is left out: any page of the host may have set it. */
export function readCookies(header: string | undefined, secure: boolean): Credentials {
  if (header === undefined) return {}
  const cookies = new Map(
    header.split(';').map((pair): [string, string] => {
      const equals = pair.indexOf('=')
      return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()]
    }),
  )
  return Object.fromEntries(
    credentialNames.flatMap((name) => {
      const value = cookies.get(cookieName(name, secure))
      return value !== undefined && isToken(value) && value !== noTokenYet ? [[name, value]] : []
    }),
  )
}

/** The headers that hand issued tokens to the caller, the way the caller came. */
export function handOut(
  issued: ReadonlyMap<Credential, string>,
  to: { readonly handsBy: 'header' | 'cookie'; readonly secure: boolean },
): Readonly<Record<string, string | string[]>> {
  if (issued.size === 0) return {}
  for (const [name, token] of issued)
    if (!isToken(token)) throw new Error(`The ${name} token that was handed out is no token`)
  if (to.handsBy === 'header')
    return Object.fromEntries([...issued].map(([name, token]) => [credentialHeaders[name], token]))
  const rules = `Path=/; HttpOnly; SameSite=Lax${to.secure ? '; Secure' : ''}`
  return {
    'set-cookie': [...issued].map(
      ([name, token]) => `${cookieName(name, to.secure)}=${token}; Max-Age=${kept[name]}; ${rules}`,
    ),
  }
}
