import { type Caller, live, type MakeRecogniser, type Recognised, type Recogniser } from '@merx/kernel'
import { errors } from 'jose'
import { accessChanged } from '../events.ts'
import { type AccessClaims, verifyAccessToken } from './access-token.ts'
import { createApiKeys } from './api-keys.ts'
import { createTokenKeys } from './token-keys.ts'
import { createVoid } from './void.ts'

/** Tokens whose signature is not looked at again: beyond that those that came first go. */
const mostKnown = 10_000

const longestToken = 3_000

type Known = { readonly caller: Caller; readonly claims: AccessClaims }

/**
 * Verifies access tokens without asking anybody, but for keys that it does not know yet. A token that was verified is remembered: to verify
 * costs ten times as much as all the rest of telling a caller.
 */
export const createRecogniser: MakeRecogniser = (ctx) => {
  const known = new Map<string, Known>()
  const voided = createVoid()
  const keys = createTokenKeys(ctx, voided.add)
  const apiKeys = createApiKeys(ctx, voided)

  const stillGood = ({ caller, claims }: Known): Recognised => {
    if (claims.exp * 1_000 <= ctx.now().getTime() || voided.has(claims)) return 'token_expired'
    return caller
  }

  const verify = async (token: string): Promise<Recognised> => {
    try {
      const claims = await verifyAccessToken(token, keys.of, ctx.now())
      const one = { caller: callerOf(claims), claims }
      keep(known, token, one)
      return stillGood(one)
    } catch (error) {
      if (error instanceof errors.JWTExpired) return 'token_expired'
      if (error instanceof errors.JOSEError) return 'unauthenticated'
      // the keys could not be asked for, which is no fault of the token
      throw error
    }
  }

  const recogniser: Recogniser = {
    recognise: (token) => {
      const one = known.get(token)
      if (one) return stillGood(one)
      if (token.length > longestToken) return 'unauthenticated'
      return apiKeys.recognise(token) ?? verify(token)
    },
    reader: live({
      on: [accessChanged],
      handle: (_live, events) => {
        for (const { payload } of events) voided.add({ ...payload, notBefore: new Date(payload.notBefore) })
      },
    }),
    lose: keys.lose,
  }
  return recogniser
}

function callerOf({ sub: id, sid: session, permissions }: AccessClaims): Caller {
  return permissions ? { kind: 'staff', id, session, permissions } : { kind: 'user', id, session }
}

function keep(known: Map<string, Known>, token: string, one: Known): void {
  known.set(token, one)
  if (known.size <= mostKnown) return
  const first = known.keys().next()
  if (!first.done) known.delete(first.value)
}
