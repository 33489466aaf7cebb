import { command, isRefused, refuse, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { replaceRecoveryCodes } from '../data/recovery-codes.ts'
import { lockTotp, takeStep } from '../data/totp.ts'
import { RecoveryCodes } from '../domain/second-factor.ts'
import { freshAccount } from '../fresh-session.ts'
import { requestLetter } from '../request-letter.ts'
import { hashOfRecoveryCode, newRecoveryCodes } from '../second-factor/recovery-codes.ts'
import { openSecret } from '../second-factor/sealed-secret.ts'
import { stepOfCode } from '../second-factor/totp.ts'
import { renewAccess } from '../staff-rules.ts'

export const confirmTotp = command({
  name: 'accounts.confirm-totp',
  summary: 'Confirms a second factor by a code of the app. The recovery codes are told this once.',
  rest: 'POST /account/second-factor/totp/confirmation',
  access: signedIn,
  audited: true,
  input: z.object({ code: z.string().max(20) }),
  output: RecoveryCodes,
  refuses: { no_account: 403, log_in_again: 403, nothing_to_confirm: 409, wrong_code: 422 },
  async run(ctx, { code }) {
    const userId = await freshAccount(ctx)
    if (isRefused(userId)) return userId
    const totp = await lockTotp(ctx.sql, userId)
    if (!totp || totp.isConfirmed)
      return refuse('nothing_to_confirm', { detail: 'There is no second factor to confirm: begin by setting it up.' })
    const at = ctx.now()
    const step = stepOfCode(openSecret(ctx, totp.sealed), code, at)
    if (step === undefined || !(await takeStep(ctx.sql, { accountId: userId, step, at })))
      return refuse('wrong_code', { detail: 'The app shows another code. Is the clock of your phone right?' })
    const codes = newRecoveryCodes()
    await replaceRecoveryCodes(ctx.sql, userId, codes.map(hashOfRecoveryCode))
    // staff may do more with a second factor where the shop asks for one
    await renewAccess(ctx, userId)
    await requestLetter(ctx, { userId, kind: 'second_factor_added' })
    return { recoveryCodes: [...codes] }
  },
})
