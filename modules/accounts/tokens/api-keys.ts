import { type Caller, createMemoryCounters, type FreeContext, isRefused, type Recognised } from '@merx/kernel'
import { openApiKey } from '../commands/open-api-key.ts'
import { type ApiKey, readApiKey } from './api-key.ts'
import { secretHash } from './refresh-token.ts'
import type { Void } from './void.ts'

/** Milliseconds for which what a key may do is not asked for again; so the last use of a key is known to the minute. */
const fresh = 60_000

const mostKnown = 1_000

type Known = {
  readonly caller: Caller
  readonly claims: Parameters<Void['has']>[0]
  readonly until: number
  /** Counts a request in this process. */
  readonly mayCall: () => boolean
}

/** Tells callers by the keys of programs. What is void before its time is asked for again: an owner's key goes on with what he may do now. */
export function createApiKeys(ctx: Pick<FreeContext, 'call' | 'now'>, voided: Void) {
  const known = new Map<string, Known>()
  const counters = createMemoryCounters()

  const callerOf = ({ caller, mayCall }: Known): Recognised => (mayCall() ? caller : 'too_many_requests')

  const ask = async (text: string, { id, secret }: ApiKey): Promise<Recognised> => {
    const now = ctx.now().getTime()
    const opened = await ctx.call(openApiKey, { keyId: id, secretHash: secretHash(secret).toString('base64') })
    if (isRefused(opened)) {
      known.delete(text)
      return 'unauthenticated'
    }
    const { userId, permissions, perMinute, expiresAt } = opened
    const countOf = counters.counterOf({ name: `key-${id}`, quota: perMinute, seconds: 60 })
    const one: Known = {
      caller: { kind: 'staff', id: userId, session: id, permissions },
      claims: { sub: userId, sid: id, iat: now / 1_000 },
      until: Math.min(now + fresh, Date.parse(expiresAt)),
      mayCall: known.get(text)?.mayCall ?? (() => countOf(id).allowed),
    }
    if (known.size >= mostKnown) known.clear()
    known.set(text, one)
    return callerOf(one)
  }

  return {
    /** `undefined` for what is no key. */
    recognise: (text: string): Recognised | Promise<Recognised> | undefined => {
      const key = readApiKey(text)
      if (!key) return undefined
      const one = known.get(text)
      const isFresh = one && one.until > ctx.now().getTime() && !voided.has(one.claims)
      return isFresh ? callerOf(one) : ask(text, key)
    },
  }
}
