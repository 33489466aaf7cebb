import { isRefused, type Refusal, refuse, type WorkContext } from '@merx/kernel'
import { admit } from '../admit.ts'
import { putConfirmed } from '../data/accounts.ts'
import type { KeptAttempt } from '../data/issuer-attempts.ts'
import { findLinked, insertLinked } from '../data/linked-identities.ts'
import { Email, PersonName } from '../domain/fields.ts'
import { UserId } from '../domain/ids.ts'
import type { IssuedIdentity } from '../domain/issuer.ts'
import type { Admission } from '../domain/signed-in.ts'
import { emailVerified, userRegistered } from '../events.ts'
import { requestLetter } from '../request-letter.ts'

type Unsettled = Refusal<'address_not_verified' | 'identity_in_use' | 'account_blocked'>

/**
 * Whose account it is that an issuer vouches for: the one that is linked, else the one that the attempt was begun from, else the one with the
 * address. By the address it is joined only where both have verified it; an account that nobody has confirmed is nobody's and is written over.
 */
export async function settleIdentity(
  ctx: WorkContext,
  { issuer, accountId }: KeptAttempt,
  identity: IssuedIdentity,
): Promise<Admission | Unsettled> {
  const { subject } = identity
  const linked = await findLinked(ctx.sql, { issuer, subject })
  if (linked && accountId && linked !== accountId) return inUse()
  const userId = linked ?? accountId ?? (await accountByAddress(ctx, identity))
  if (isRefused(userId)) return userId
  if (!linked && !(await insertLinked(ctx.sql, { issuer, subject, accountId: userId, at: ctx.now() }))) {
    // two first log-ins at once: whoever came first has linked it
    if ((await findLinked(ctx.sql, { issuer, subject })) !== userId) return inUse()
  }
  if (!linked) await requestLetter(ctx, { userId, kind: 'identity_linked' })
  return (await admit(ctx, { userId, proof: 'oidc' })) ?? blocked()
}

async function accountByAddress(
  ctx: WorkContext,
  { email, emailVerified: isVerified, name }: IssuedIdentity,
): Promise<UserId | Refusal<'address_not_verified'>> {
  const address = Email.safeParse(email)
  if (!isVerified || !address.success)
    return refuse('address_not_verified', {
      detail: 'They have not verified your e-mail address. Log in another way, and add them in your account.',
    })
  const id = UserId.parse(ctx.newId())
  const account = await putConfirmed(ctx.sql, {
    id,
    email: address.data,
    name: PersonName.safeParse(name).data ?? '',
    at: ctx.now(),
  })
  if (account.userId === id) ctx.publish(userRegistered, { userId: id })
  if (!account.wasConfirmed) ctx.publish(emailVerified, { userId: account.userId })
  return account.userId
}

function inUse(): Refusal<'identity_in_use'> {
  return refuse('identity_in_use', { detail: 'Another account, or another person there, is linked already.' })
}

function blocked(): Refusal<'account_blocked'> {
  return refuse('account_blocked', { detail: 'This account cannot be logged in to. Write to us.' })
}
