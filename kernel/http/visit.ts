import type { IncomingHttpHeaders } from 'node:http'
import { type Caller, environmentKey } from '../operations/access.ts'
import type { Credential } from '../operations/context.ts'
import type { Recognised, Recogniser } from '../operations/recogniser.ts'
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
import { bearerOf, secretKey } from './secret-key.ts'

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

const lapsed: Caller = { kind: 'guest', lapsed: true }

const environmentStaff: Caller = { kind: 'staff', id: environmentKey, permissions: 'all' }

/** Who sends what it signed: the operation reads the signature, and nothing else of the request says who it is. */
export const outsideParty: Visit = { caller: guest, credentials: {}, handsBy: 'header', secure: false }

const safeMethods = ['GET', 'HEAD', 'OPTIONS']

export type VisitRules = {
  readonly staffKey: string | undefined
  readonly corsOrigins: readonly string[]
  readonly development: boolean
  /** Tells callers by their tokens; absent: nobody has one. */
  readonly recognise?: Recogniser['recognise'] | undefined
  /** Scheme and host under which buyers know the shop. Where they are told, what a proxy makes of the request's own counts for nothing. */
  readonly publicOrigin?: string | undefined
}

/** Says who came; at once where its token is known. Throws a fault for a wrong key or token, a malformed one and a page of another site. */
export type Visits = (arrival: Arrival) => Visit | Promise<Visit>

export function createVisits(rules: VisitRules): Visits {
  const isStaff = secretKey(rules.staffKey)
  const { recognise = () => 'unauthenticated' } = rules

  const byAuthorization = (shown: string): Recognised | Promise<Recognised> => {
    if (isStaff(shown)) return environmentStaff
    const token = bearerOf(shown)
    return token === undefined ? 'unauthenticated' : recognise(token)
  }

  return (arrived) => {
    const arrival = { ...arrived, origin: rules.publicOrigin ?? arrived.origin }
    const { headers, origin } = arrival
    const secure = !rules.development && origin.startsWith('https:')
    const shown = credentialNames.filter((name) => headers[credentialHeaders[name]] !== undefined)
    const how = { secure, sight: sightOf(arrival, secure) }
    if (shown.length > 0 || headers.authorization !== undefined) {
      const visit = { ...how, credentials: fromHeaders(headers, shown), handsBy: 'header' } as const
      if (headers.authorization === undefined) return { ...visit, caller: guest }
      return once(byAuthorization(headers.authorization), (caller) => {
        if (typeof caller === 'string') throw new Fault(caller)
        return { ...visit, caller }
      })
    }
    const { credentials, access } = readCookies(headers.cookie, secure)
    const showsCookie = access !== undefined || Object.keys(credentials).length > 0
    checkSite(arrival, { ...rules, showsCookie })
    const visit = { ...how, credentials, handsBy: 'cookie' } as const
    // a browser forgets an access token when its time is over
    if (access === undefined) return { ...visit, caller: credentials.refresh === undefined ? guest : lapsed }
    return once(recognise(access), (caller) => ({ ...visit, caller: typeof caller === 'string' ? lapsed : caller }))
  }
}

/** Goes on at once where it can: most tokens are known, and a promise for each would cost more than looking. */
function once<T, R>(value: T | Promise<T>, goOn: (value: T) => R): R | Promise<R> {
  return value instanceof Promise ? value.then(goOn) : goOn(value)
}

/** By whichever way it is shown: it opens nothing, it only bars standbys that lag. */
function sightOf({ headers }: Arrival, secure: boolean): Sight {
  const header = headers[positionHeader]
  const shown = typeof header === 'string' && isPosition(header) ? header : readPosition(headers.cookie, secure)
  return sightFrom(shown ?? beginning)
}

/** Whether the caller has changed something just now, so that not everybody's answer is for it. */
function hasJustWritten({ sight }: Visit): boolean {
  return sight !== undefined && sight.shown !== beginning
}

/** Whether an answer that is the same for everyone will do: staff want to see what they did, and so does who has changed something just now. */
export function takesKept(visit: Visit): boolean {
  return visit.caller.kind !== 'staff' && !hasJustWritten(visit)
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
