import type { Credential } from '../operations/context.ts'
import { isPosition, type Position, type Sight } from '../standby/position.ts'

export type Credentials = Partial<Readonly<Record<Credential, string>>>

/** What callers show for operations to read. An access token is none: it says who calls, and is shown as `Authorization` or in its cookie. */
export const credentialNames = [
  'cart',
  'wishlist',
  'order',
  'refresh',
  'device',
  'attempt',
] as const satisfies readonly Credential[]

export const credentialHeaders = {
  cart: 'merx-cart',
  wishlist: 'merx-wishlist',
  order: 'merx-order',
  access: 'merx-access',
  refresh: 'merx-refresh',
  device: 'merx-device',
  attempt: 'merx-attempt',
} as const satisfies Record<Credential, string>

const day = 24 * 60 * 60

/** Seconds that a browser keeps the token. */
const kept: Readonly<Record<Credential, number>> = {
  cart: 90 * day,
  wishlist: 365 * day,
  order: day,
  access: 10 * 60,
  refresh: 30 * day,
  device: 30 * day,
  attempt: 10 * 60,
}

/** Shown by header where there is no token yet. A cookie never says it: its tokens stay out of reach of scripts, and so out of answers. */
const noTokenYet = 'new'

/** An access token carries what it says; a cookie takes no more than 4,096. */
const longestAccess = 3_000

/** Whether a text can be a token: such a one needs no escaping in a header or a cookie. */
export function isToken(value: string, name?: Credential): boolean {
  return value.length <= (name === 'access' ? longestAccess : 255) && /^[\w.~-]+$/.test(value)
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

/** What a browser shows: tokens for operations, and one that says who it is. */
export type Shown = { readonly credentials: Credentials; readonly access?: string }

const nothing: Shown = { credentials: {} }

/** The tokens in a `Cookie` header. What is no token is left out: any page of the host may have set it. */
export function readCookies(header: string | undefined, secure: boolean): Shown {
  if (header === undefined) return nothing
  const cookies = cookiesIn(header)
  const read = (name: Credential): readonly (readonly [Credential, string])[] => {
    const value = cookies.get(cookieName(name, secure))
    return value !== undefined && isToken(value, name) && value !== noTokenYet ? [[name, value]] : []
  }
  return { credentials: Object.fromEntries(credentialNames.flatMap(read)), ...Object.fromEntries(read('access')) }
}

/** What a call takes away from its caller. */
export function withdrawnOf(issued: ReadonlyMap<Credential, string>): ReadonlyMap<Credential, string> {
  return new Map([...issued].filter(([, token]) => token === ''))
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
    if (token !== '' && !isToken(token, name)) throw new Error(`The ${name} token that was handed out is no token`)
  if (to.handsBy === 'header') {
    const handed = [...issued].filter(([, token]) => token !== '')
    const tokens = handed.map(([name, token]) => [credentialHeaders[name], token])
    return Object.fromEntries(moved === undefined ? tokens : [...tokens, [positionHeader, moved]])
  }
  const rules = `Path=/; HttpOnly; SameSite=Lax${to.secure ? '; Secure' : ''}`
  const tokens = [...issued].map(
    ([name, token]) => `${cookieName(name, to.secure)}=${token}; Max-Age=${token === '' ? 0 : kept[name]}; ${rules}`,
  )
  const position =
    moved === undefined ? [] : [`${positionCookie(to.secure)}=${moved}; Max-Age=${positionKept}; ${rules}`]
  return { 'set-cookie': [...tokens, ...position] }
}
