import { command, isRefused, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { deleteRecoveryCodes } from '../data/recovery-codes.ts'
import { deleteTotp } from '../data/totp.ts'
import { forgetTrustedDevices } from '../data/trusted-devices.ts'
import { freshAccount } from '../fresh-session.ts'
import { requestLetter } from '../request-letter.ts'
import { renewAccess } from '../staff-rules.ts'

export const removeTotp = command({
  name: 'accounts.remove-totp',
  summary: 'Takes the second factor away, with its recovery codes and trusted browsers. Without one nothing changes.',
  rest: 'DELETE /account/second-factor/totp',
  access: signedIn,
  audited: true,
  input: z.object({}),
  output: z.object({}),
  refuses: { no_account: 403, log_in_again: 403 },
  async run(ctx) {
    const userId = await freshAccount(ctx)
    if (isRefused(userId)) return userId
    if (!(await deleteTotp(ctx.sql, userId))) return {}
    await deleteRecoveryCodes(ctx.sql, userId)
    await forgetTrustedDevices(ctx.sql, userId)
    await renewAccess(ctx, userId)
    await requestLetter(ctx, { userId, kind: 'second_factor_removed' })
    return {}
  },
})
