import { command, isRefused, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { replaceRecoveryCodes } from '../data/recovery-codes.ts'
import { lockTotp } from '../data/totp.ts'
import { RecoveryCodes } from '../domain/second-factor.ts'
import { freshAccount } from '../fresh-session.ts'
import { noSecondFactor } from '../refusals.ts'
import { hashOfRecoveryCode, newRecoveryCodes } from '../second-factor/recovery-codes.ts'

export const renewRecoveryCodes = command({
  name: 'accounts.renew-recovery-codes',
  summary: 'Gives new recovery codes, told this once; the old ones open nothing any more.',
  rest: 'POST /account/second-factor/recovery-codes',
  access: signedIn,
  audited: true,
  input: z.object({}),
  output: RecoveryCodes,
  refuses: { no_account: 403, log_in_again: 403, no_second_factor: 409 },
  async run(ctx) {
    const userId = await freshAccount(ctx)
    if (isRefused(userId)) return userId
    const totp = await lockTotp(ctx.sql, userId)
    if (!totp?.isConfirmed) return noSecondFactor()
    const codes = newRecoveryCodes()
    await replaceRecoveryCodes(ctx.sql, userId, codes.map(hashOfRecoveryCode))
    return { recoveryCodes: [...codes] }
  },
})
