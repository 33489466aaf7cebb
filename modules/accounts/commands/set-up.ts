import { exchange, refuse, whoever } from '@merx/kernel'
import { z } from 'zod'
import { beginSession } from '../begin-session.ts'
import { insertGrants } from '../data/roles.ts'
import { findSetUp, insertAdministrator, spendSetUp } from '../data/set-up.ts'
import { Email, LinkToken, Password, PersonName } from '../domain/fields.ts'
import { UserId } from '../domain/ids.ts'
import { passwordFault } from '../domain/password-rules.ts'
import { Admission } from '../domain/signed-in.ts'
import { userRegistered } from '../events.ts'
import { invalidLink } from '../open-link.ts'
import { hashPassword, isBusy } from '../passwords/password-hash.ts'
import { busy } from '../refusals.ts'
import { secretHash } from '../tokens/refresh-token.ts'
import { readyToSign } from '../tokens/signing-key.ts'

export const setUp = exchange({
  name: 'accounts.set-up',
  summary: 'Makes the first administrator by the link that the first start of the shop printed, and begins a session.',
  rest: 'POST /account/set-up',
  access: whoever,
  audited: 'once done',
  input: z.object({ token: LinkToken, email: Email, password: Password, name: PersonName.default('') }),
  output: Admission,
  refuses: { invalid_link: 410, weak_password: 422, email_taken: 409, busy: 503 },
  prepare: async (ctx, { token, password, email, name }) => {
    if (isBusy(ctx)) return busy()
    if (!(await findSetUp(ctx.sql, secretHash(token), ctx.now()))) return invalidLink()
    const fault = passwordFault(password, { email, name })
    return fault ? refuse('weak_password', { detail: fault.detail, errors: [fault] }) : {}
  },
  external: async (ctx, { password }) => {
    await readyToSign(ctx)
    return hashPassword(ctx, password)
  },
  finalize: async (ctx, { token, email, name }, { outcome }) => {
    if (outcome === 'busy') return busy()
    const at = ctx.now()
    if (!(await spendSetUp(ctx.sql, secretHash(token), at))) return invalidLink()
    const id = UserId.parse(ctx.newId())
    const userId = await insertAdministrator(ctx.sql, { id, email, passwordHash: outcome.hash, name, at })
    if (!userId) return refuse('email_taken', { detail: 'This address has an account already. Take another one.' })
    await insertGrants(ctx.sql, { userId, roles: ['admin'], by: null, at })
    ctx.publish(userRegistered, { userId })
    return (await beginSession(ctx, { userId, proof: 'link' })) ?? invalidLink()
  },
})
