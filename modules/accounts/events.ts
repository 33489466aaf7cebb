import { event, id } from '@merx/kernel'
import { z } from 'zod'

const UserId = id<'UserId'>()

const key = ({ userId }: { readonly userId: string }) => userId

/** Somebody asked for an account. The address is not known to be theirs yet. */
export const userRegistered = event({
  name: 'accounts.user.registered.v1',
  schema: z.object({ userId: UserId }),
  key,
})

/** The account's address is its owner's: the first one, or the one that replaced it. */
export const emailVerified = event({
  name: 'accounts.email.verified.v1',
  schema: z.object({ userId: UserId }),
  key,
})

/**
 * Access tokens of the account that were issued before are void: it was blocked, its password or its roles changed, or it logged out. With a
 * session only those of that session are.
 */
export const accessChanged = event({
  name: 'accounts.access.changed.v1',
  schema: z.object({ userId: UserId, notBefore: z.iso.datetime(), sessionId: id<'SessionId'>().optional() }),
  key,
})

/** The person is gone: whoever keeps something of it forgets that. */
export const userErased = event({ name: 'accounts.user.erased.v1', schema: z.object({ userId: UserId }), key })

/** A mail is to be written; `accounts.compose-letter` says to whom and what. */
export const letterRequested = event({
  name: 'accounts.letter.requested.v1',
  schema: z.object({ userId: UserId, letterId: id<'LetterId'>() }),
  key,
})
