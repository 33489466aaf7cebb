import { command, whoever } from '@merx/kernel'
import { z } from 'zod'
import { unconfirmedIdOf } from '../data/accounts.ts'
import { Email } from '../domain/fields.ts'
import { requestLetter } from '../request-letter.ts'

export const resendVerification = command({
  name: 'accounts.resend-verification',
  summary:
    'Writes once more to who asked for an account and has not confirmed it. The answer is the same for everybody.',
  rest: 'POST /account/verification/mail',
  access: whoever,
  input: z.object({ email: Email }),
  output: z.object({}),
  run: async (ctx, { email }) => {
    await requestLetter(ctx, { userId: await unconfirmedIdOf(ctx.sql, email), kind: 'verify_email' })
    return {}
  },
})
