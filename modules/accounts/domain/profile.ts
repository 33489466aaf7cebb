import { z } from 'zod'
import { UserId } from './ids.ts'

export const Profile = z
  .object({
    userId: UserId,
    email: z.string(),
    emailVerified: z.boolean(),
    username: z.string().nullable(),
    name: z.string(),
    phone: z.string(),
    locale: z.string(),
    hasPassword: z.boolean().describe('Whether the account can be logged in to by password'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Profile' })
export type Profile = z.output<typeof Profile>
