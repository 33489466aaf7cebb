import { z } from 'zod'
import { UserId } from './ids.ts'

const Tokens = z
  .object({
    access: z.string().describe('Shown as `Authorization: Bearer`'),
    refresh: z.string().describe('Good once: the answer to it brings the next'),
  })
  .meta({ id: 'SessionTokens' })

export const SignedIn = z
  .object({
    status: z.literal('signed_in'),
    userId: UserId,
    expiresIn: z.int().describe('Seconds until the access token is to be renewed'),
    tokens: Tokens.optional().describe(
      'For callers without cookies, who sent `Merx-Refresh: new` or their token in the body',
    ),
  })
  .meta({ id: 'SignedIn' })
export type SignedIn = z.output<typeof SignedIn>

const SecondFactorNeeded = z
  .object({
    status: z.literal('second_factor_needed'),
    challenge: z.string().describe('Shown with the second proof, for a few minutes'),
    methods: z.array(z.enum(['totp', 'recovery_code'])),
  })
  .meta({ id: 'SecondFactorNeeded' })

/** What a first proof leads to. */
export const Admission = z.discriminatedUnion('status', [SignedIn, SecondFactorNeeded]).meta({ id: 'Admission' })
export type Admission = z.output<typeof Admission>
