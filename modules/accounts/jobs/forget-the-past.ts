import { type FreeContext, job } from '@merx/kernel'
import { forgetOldAttempts } from '../data/attempts.ts'
import { forgetLetters } from '../data/letters.ts'
import { forgetSessions } from '../data/sessions.ts'
import { forgetVoided } from '../data/voided.ts'
import { remembered } from '../domain/attempts.ts'
import { voidSince } from '../domain/void-times.ts'

const day = 24 * 60 * 60 * 1_000

const atOnce = 1_000

type Forget = (sql: FreeContext['sql'], before: Date, limit: number) => Promise<number>

/** Attempts, sessions and letters are of use for a while only, and hold what should not be kept for longer. */
const ages: readonly (readonly [forget: Forget, age: number])[] = [
  [forgetOldAttempts, remembered],
  [forgetSessions, 7 * day],
  [forgetLetters, 30 * day],
]

export const forgetThePast = job({
  name: 'accounts.forget-the-past',
  every: 600,
  run: async (ctx, signal) => {
    const now = ctx.now()
    await forgetVoided(ctx.sql, voidSince(now))
    for (const [forget, age] of ages) {
      const before = new Date(now.getTime() - age)
      while (!signal.aborted && (await forget(ctx.sql, before, atOnce)) === atOnce);
    }
  },
})
