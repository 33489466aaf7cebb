import { anyone, exchange, isRefused, refuse } from '@merx/kernel'
import { z } from 'zod'
import { putUnconfirmed } from '../data/accounts.ts'
import { insertRegistrationLetter } from '../data/letters.ts'
import { lockWord } from '../data/locks.ts'
import { BotToken, Email, Locale, Password, PersonName } from '../domain/fields.ts'
import { LetterId, UserId } from '../domain/ids.ts'
import { passwordFault } from '../domain/password-rules.ts'
import { letterRequested, userRegistered } from '../events.ts'
import { hashPassword, isBusy } from '../passwords/password-hash.ts'
import { proveHuman } from '../prove-human.ts'
import { busy } from '../refusals.ts'

export const register = exchange({
  name: 'accounts.register',
  summary:
    'Asks for an account. The answer is the same whether the address has one: its owner is written to, and a new account is confirmed by that mail.',
  rest: 'POST /account',
  access: anyone,
  input: z.object({
    email: Email,
    password: Password,
    name: PersonName.default(''),
    locale: Locale.default('en'),
    botToken: BotToken,
  }),
  output: z.object({}),
  refuses: { weak_password: 422, bot_suspected: 422, busy: 503 },
  prepare: async (ctx, { password, email, name }) => {
    const fault = passwordFault(password, { email, name })
    if (fault) return refuse('weak_password', { detail: fault.detail, errors: [fault] })
    return isBusy(ctx) ? busy() : {}
  },
  external: async (ctx, { password, botToken: token }) =>
    (await proveHuman(ctx, { action: 'register', token })) ?? hashPassword(ctx, password),
  finalize: async (ctx, { email, name, locale }, { outcome }) => {
    if (outcome === 'busy') return busy()
    if (isRefused(outcome)) return outcome
    const at = ctx.now()
    const id = UserId.parse(ctx.newId())
    await lockWord(ctx.sql, 'email', email)
    const isNew = await putUnconfirmed(ctx.sql, { id, email, name, locale, passwordHash: outcome.hash, at })
    const letter = await insertRegistrationLetter(ctx.sql, { id: LetterId.parse(ctx.newId()), email, at })
    if (isNew) ctx.publish(userRegistered, { userId: id })
    if (letter) ctx.publish(letterRequested, letter)
    return {}
  },
})
