import { z } from 'zod'
import { UserId } from './ids.ts'

/** The hash of a token, in hexadecimal. */
const TokenHash = z.string().regex(/^[0-9a-f]{64}$/)

export const GuestOwner = z.object({ kind: z.literal('guest'), tokenHash: TokenHash }).meta({ id: 'GuestOwner' })
export type GuestOwner = Readonly<z.output<typeof GuestOwner>>

export const UserOwner = z.object({ kind: z.literal('user'), userId: UserId }).meta({ id: 'UserOwner' })
export type UserOwner = Readonly<z.output<typeof UserOwner>>

/** To whom a cart belongs: to whoever holds its token, or to a user. */
export const Owner = z.discriminatedUnion('kind', [GuestOwner, UserOwner]).meta({ id: 'Owner' })
export type Owner = GuestOwner | UserOwner
