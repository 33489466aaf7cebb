import { contact } from '@merx/accounts'
import { type FreeContext, isRefused, personOf, type Refusal, refuse } from '@merx/kernel'
import { UserId } from './domain/ids.ts'

type Calling = Pick<FreeContext, 'caller' | 'call'>

/** Where the mails of a new order go: to the address that is given, or to that of the account. A guest's is confirmed by nobody. */
export async function contactOf(
  ctx: Calling,
  given: string | undefined,
): Promise<string | Refusal<'email_required' | 'email_unverified'>> {
  const person = personOf(ctx.caller)
  if (person === undefined) return given ?? emailRequired()
  const email = await verifiedEmail(ctx, person)
  return isRefused(email) ? email : (given ?? email)
}

/** The address of an account, which has shown that it is its own. */
export async function verifiedEmail(ctx: Calling, person: string): Promise<string | Refusal<'email_unverified'>> {
  const known = await ctx.call(contact, { userId: UserId.parse(person) })
  if (!isRefused(known) && known.emailVerified) return known.email
  return refuse('email_unverified', {
    detail: 'Your e-mail address is not confirmed yet. Follow the link that was sent to it, then try again.',
  })
}

function emailRequired(): Refusal<'email_required'> {
  const detail = 'An e-mail address is needed, so that the order can be confirmed to you.'
  return refuse('email_required', { detail, errors: [{ field: 'email', code: 'email_required', detail }] })
}
