import type { Credential } from '../operations/context.ts'
import { isPosition, type Position, type Sight } from '../standby/position.ts'

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

/** How much of the database's log a caller has seen goes with the tokens, for as long as a standby may lag and some more. */
export const positionHeader = 'merx-position'

const positionKept = 10

function positionCookie(secure: boolean): string {
  return secure ? '__Host-merx_position' : 'merx_position'
}

/** The position that a `Cookie` header shows. */
export function readPosition(header: string | undefined, secure: boolean): Position | undefined {
  // most callers have changed nothing for a while
  if (!header?.includes('merx_position')) return undefined
  const shown = cookiesIn(header).get(positionCookie(secure))
  return shown !== undefined && isPosition(shown) ? shown : undefined
}

/** The tokens in a `Cookie` header. What is no token is left out: any page of the host may have set it. */
export function readCookies(header: string | undefined, secure: boolean): Credentials {
  if (header === undefined) return {}
  const cookies = cookiesIn(header)
  return Object.fromEntries(
    credentialNames.flatMap((name) => {
      const value = cookies.get(cookieName(name, secure))
      return value !== undefined && isToken(value) && value !== noTokenYet ? [[name, value]] : []
    }),
  )
}

function cookiesIn(header: string): ReadonlyMap<string, string> {
  return new Map(
    header.split(';').map((pair): [string, string] => {
      const equals = pair.indexOf('=')
      return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()]
    }),
  )
}

/** Who is handed something, and how. */
type Receiver = { readonly handsBy: 'header' | 'cookie'; readonly secure: boolean; readonly sight?: Sight }

/** The headers that hand issued tokens to the caller, and how far it has seen, the way the caller came. */
export function handOut(
  issued: ReadonlyMap<Credential, string>,
  to: Receiver,
): Readonly<Record<string, string | string[]>> {
  const { sight } = to
  const moved = sight && sight.latest !== sight.shown ? sight.latest : undefined
  if (issued.size === 0 && moved === undefined) return {}
  for (const [name, token] of issued)
    if (!isToken(token)) throw new Error(`The ${name} token that was handed out is no token`)
  if (to.handsBy === 'header') {
    const tokens = [...issued].map(([name, token]) => [credentialHeaders[name], token])
    return Object.fromEntries(moved === undefined ? tokens : [...tokens, [positionHeader, moved]])
  }
  const rules = `Path=/; HttpOnly; SameSite=Lax${to.secure ? '; Secure' : ''}`
  const tokens = [...issued].map(
    ([name, token]) => `${cookieName(name, to.secure)}=${token}; Max-Age=${kept[name]}; ${rules}`,
  )
  const position =
    moved === undefined ? [] : [`${positionCookie(to.secure)}=${moved}; Max-Age=${positionKept}; ${rules}`]
  return { 'set-cookie': [...tokens, ...position] }
}
