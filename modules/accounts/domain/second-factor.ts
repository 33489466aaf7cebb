import { z } from 'zod'

/** How somebody answers when a second proof is asked for. */
export const SecondProof = z
  .discriminatedUnion('kind', [
    z
      .object({ kind: z.literal('totp'), code: z.string().max(20).describe('The six digits that the app shows') })
      .meta({ id: 'TotpProof' }),
    z
      .object({ kind: z.literal('recovery_code'), code: z.string().max(50).describe('One of those from the sheet') })
      .meta({ id: 'RecoveryCodeProof' }),
  ])
  .meta({ id: 'SecondProof' })
export type SecondProof = z.output<typeof SecondProof>

const minute = 60_000

/** Milliseconds between the first proof and the second. */
export const challengeLife = 5 * minute

/** Wrong answers to one challenge; then the first proof is asked for again. A code of six digits is guessed in one of 70,000 such rounds. */
export const mostFailures = 5

/** Milliseconds for which a browser is not asked again. */
export const trustLife = 30 * 24 * 60 * minute

/** Milliseconds after its beginning for which a session may change what logs the person in. */
export const freshness = 15 * minute

export const RecoveryCodes = z
  .object({
    recoveryCodes: z
      .array(z.string())
      .describe('Each opens the account once in place of the app; they are not told again'),
  })
  .meta({ id: 'RecoveryCodes' })
