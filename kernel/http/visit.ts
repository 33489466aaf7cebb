import type { IncomingHttpHeaders } from 'node:http'
import { type Caller, environmentKey } from '../operations/access.ts'
import type { Credential } from '../operations/context.ts'
import { origin as beginning, isPosition, type Sight, sightFrom } from '../standby/position.ts'
import {
  type Credentials,
  credentialHeaders,
  credentialNames,
  isToken,
  positionHeader,
  readCookies,
  readPosition,
} from './credentials.ts'
import { Fault } from './problem.ts'
import { secretKey } from './secret-key.ts'

/** A request as it arrives, whether by a socket or from a page that is being rendered. */
export type Arrival = {
  readonly method: string
  readonly headers: IncomingHttpHeaders
  /** Scheme and host under which the shop was called. */
  readonly origin: string
}

/** Who came, with which tokens, and how new ones reach them. */
export type Visit = {
  readonly caller: Caller
  readonly credentials: Credentials
  readonly handsBy: 'header' | 'cookie'
  readonly secure: boolean
  /** Absent where nobody keeps it. */
  readonly sight?: Sight
}

const guest: Caller = { kind: 'guest' }

/** Who sends what it signed: the operation reads the signature, and nothing else of the request says who it is. */
export const outsideParty: Visit = { caller: guest, credentials: {}, handsBy: 'header', secure: false }

const safeMethods = ['GET', 'HEAD', 'OPTIONS']

export type VisitRules = {
  readonly staffKey: string | undefined
  readonly corsOrigins: readonly string[]
  readonly development: boolean
  /** Scheme and host under which buyers know the shop. Where they are told, what a proxy makes of the request's own counts for nothing. */
  readonly publicOrigin?: string | undefined
}

/** Recognises callers; throws a fault for a wrong key, a malformed token and a page of another site. */
export function createVisits(rules: VisitRules): (arrival: Arrival) => Visit {
  const isStaff = secretKey(rules.staffKey)

  return (arrived) => {
    const arrival = { ...arrived, origin: rules.publicOrigin ?? arrived.origin }
    const { headers, origin } = arrival
    const secure = !rules.development && origin.startsWith('https:')
    if (headers.authorization !== undefined && !isStaff(headers.authorization)) throw new Fault('unauthenticated')
    const caller: Caller =
      headers.authorization === undefined ? guest : { kind: 'staff', id: environmentKey, permissions: 'all' }
    const shown = credentialNames.filter((name) => headers[credentialHeaders[name]] !== undefined)
    if (shown.length > 0 || caller !== guest) {
      return {
        caller,
        credentials: fromHeaders(headers, shown),
        handsBy: 'header',
        secure,
        sight: sightOf(arrival, secure),
      }
    }
    const credentials = readCookies(headers.cookie, secure)
    checkSite(arrival, { ...rules, showsCookie: Object.keys(credentials).length > 0 })
    return { caller, credentials, handsBy: 'cookie', secure, sight: sightOf(arrival, secure) }
  }
}

/** By whichever way it is shown: it opens nothing, it only bars standbys that lag. */
function sightOf({ headers }: Arrival, secure: boolean): Sight {
  const header = headers[positionHeader]
  const shown = typeof header === 'string' && isPosition(header) ? header : readPosition(headers.cookie, secure)
  return sightFrom(shown ?? beginning)
}

/** Whether the caller has changed something just now, so that not everybody's answer is for it. */
export function hasJustWritten({ sight }: Visit): boolean {
  return sight !== undefined && sight.shown !== beginning
}

/** Operations see `new` too: a caller who has no token yet and wants to be shown one. */
function fromHeaders(headers: IncomingHttpHeaders, shown: readonly Credential[]): Credentials {
  const pairs = shown.flatMap((name) => {
    const value = String(headers[credentialHeaders[name]])
    if (!isToken(value)) throw new Fault('invalid_credential')
    return [[name, value]]
  })
  return Object.fromEntries(pairs)
}

/**
 * A browser sends cookies with the requests of any page, so a change by cookie must come from our own. Browsers say where it comes from
 * by `Sec-Fetch-Site`, older ones by `Origin`; who says neither and shows no cookie is no browser.
 */
function checkSite(
  { method, headers, origin }: Arrival,
  { corsOrigins, showsCookie }: { readonly corsOrigins: readonly string[]; readonly showsCookie: boolean },
): void {
  if (safeMethods.includes(method)) return
  if (
    headers.origin !== undefined &&
    (headers.origin === origin || (!showsCookie && corsOrigins.includes(headers.origin)))
  )
    return
  const site = headers['sec-fetch-site']
  if (site === 'same-origin' || site === 'none') return
  if (site === undefined && headers.origin === undefined && !showsCookie) return
  throw new Fault('cross_site')
}
