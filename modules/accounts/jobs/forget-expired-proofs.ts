import { job } from '@merx/kernel'
import { deleteExpiredFactorChallenges } from '../data/factor-challenges.ts'
import { deleteExpiredAttempts } from '../data/issuer-attempts.ts'
import { deleteExpiredChallenges } from '../data/passkey-challenges.ts'
import { deleteExpiredDevices } from '../data/trusted-devices.ts'

const forgetting = [deleteExpiredFactorChallenges, deleteExpiredChallenges, deleteExpiredAttempts, deleteExpiredDevices]

/** What was begun and not gone through with, and browsers that were trusted for long enough. */
export const forgetExpiredProofs = job({
  name: 'accounts.forget-expired-proofs',
  every: 300,
  run: async (ctx) => {
    for (const forget of forgetting) await forget(ctx.sql, ctx.now())
  },
})
