import { exchange, isRefused, refuse, whoever } from '@merx/kernel'
import { z } from 'zod'
import { beginSession } from '../begin-session.ts'
import { acceptInvitation as accept } from '../data/invitations.ts'
import { spendLink } from '../data/letter-tokens.ts'
import { LinkToken, Password, PersonName } from '../domain/fields.ts'
import { passwordFault } from '../domain/password-rules.ts'
import { Admission } from '../domain/signed-in.ts'
import { emailVerified } from '../events.ts'
import { invalidLink, openLink } from '../open-link.ts'
import { hashPassword, isBusy } from '../passwords/password-hash.ts'
import { busy } from '../refusals.ts'
import { readyToSign } from '../tokens/signing-key.ts'

export const acceptInvitation = exchange({
  name: 'accounts.accept-invitation',
  summary: 'Chooses the password of an invited account by the link of its mail, and begins a session.',
  rest: 'POST /account/invitation',
  access: whoever,
  audited: 'once done',
  input: z.object({ token: LinkToken, password: Password, name: PersonName.optional() }),
  output: Admission,
  refuses: { invalid_link: 410, weak_password: 422, busy: 503 },
  prepare: async (ctx, { token, password }) => {
    if (isBusy(ctx)) return busy()
    const link = await openLink(ctx, token, ['invitation'])
    if (isRefused(link)) return link
    const fault = passwordFault(password, link)
    if (fault) return refuse('weak_password', { detail: fault.detail, errors: [fault] })
    return { letterId: link.letterId, userId: link.userId }
  },
  external: async (ctx, { password }) => {
    await readyToSign(ctx)
    return hashPassword(ctx, password)
  },
  finalize: async (ctx, { name }, { prepared: { letterId, userId }, outcome }) => {
    if (outcome === 'busy') return busy()
    const at = ctx.now()
    if (!(await spendLink(ctx.sql, letterId, at))) return invalidLink()
    if (!(await accept(ctx.sql, { userId, passwordHash: outcome.hash, name, at }))) return invalidLink()
    ctx.publish(emailVerified, { userId })
    return (await beginSession(ctx, { userId, proof: 'link' })) ?? invalidLink()
  },
})
