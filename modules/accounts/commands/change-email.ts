import { exchange, isRefused, signedIn } from '@merx/kernel'
import { z } from 'zod'
import { callersAccount } from '../callers-account.ts'
import { Email, Password } from '../domain/fields.ts'
import { checkPassword } from '../passwords/password-hash.ts'
import { askPassword, clearAttempts, returnAttempt } from '../prove-password.ts'
import { busy, invalidCredentials } from '../refusals.ts'
import { requestLetter } from '../request-letter.ts'

export const changeEmail = exchange({
  name: 'accounts.change-email',
  summary:
    'Asks to use another address. It is written to both: the new one has to confirm it, until then the old one stays.',
  rest: 'PUT /account/email',
  access: signedIn,
  audited: 'once done',
  input: z.object({ email: Email, password: Password }),
  output: z.object({}),
  refuses: {
    no_account: 403,
    too_many_attempts: 429,
    invalid_credentials: { status: 401, keeps: true },
    busy: { status: 503, keeps: true },
  },
  prepare: async (ctx) => {
    const userId = callersAccount(ctx)
    return isRefused(userId) ? userId : askPassword(ctx, userId)
  },
  external: (ctx, { password }, { passwordHash }) => checkPassword(ctx, password, passwordHash),
  finalize: async (ctx, { email }, { prepared, outcome }) => {
    if (outcome === 'busy') {
      await returnAttempt(ctx, prepared)
      return busy()
    }
    if (outcome === 'wrong') return invalidCredentials()
    const { userId } = prepared
    await clearAttempts(ctx, prepared)
    await requestLetter(ctx, { userId, kind: 'confirm_new_email', recipient: email })
    await requestLetter(ctx, { userId, kind: 'email_change_requested' })
    return {}
  },
})
