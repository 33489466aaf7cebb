import { z } from 'zod'

/** By what somebody showed who he is. */
export const SessionProof = z.enum(['password', 'passkey', 'oidc', 'link'])
export type SessionProof = z.output<typeof SessionProof>

const day = 24 * 60 * 60 * 1_000

/** Milliseconds without a renewal after which a session is over, and after which it is over whatever happens. */
const idle = 30 * day
const longest = 180 * day

/** Milliseconds in which a client may show a token that it has just spent: two of its requests met. */
export const grace = 10_000

/** Until when a session is alive that is renewed now. */
export function sessionExpiry(now: Date): Date {
  return new Date(now.getTime() + idle)
}

/** A session that began before is renewed no more. */
export function sessionBegunAfter(now: Date): Date {
  return new Date(now.getTime() - longest)
}
