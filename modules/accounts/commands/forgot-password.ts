import { command, whoever } from '@merx/kernel'
import { z } from 'zod'
import { accountIdOf } from '../data/accounts.ts'
import { BotToken, Email } from '../domain/fields.ts'
import { proveHuman } from '../prove-human.ts'
import { requestLetter } from '../request-letter.ts'

export const forgotPassword = command({
  name: 'accounts.forgot-password',
  summary:
    'Writes to the owner of an account how to choose a new password. The answer is the same whether there is one.',
  rest: 'POST /account/password/forgotten',
  access: whoever,
  input: z.object({ email: Email, botToken: BotToken }),
  output: z.object({}),
  refuses: { bot_suspected: 422 },
  read: (ctx, { botToken: token }) => proveHuman(ctx, { action: 'forgot-password', token }),
  run: async (ctx, { email }) => {
    await requestLetter(ctx, { userId: await accountIdOf(ctx.sql, email), kind: 'reset_password' })
    return {}
  },
})
