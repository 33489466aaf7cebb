import { text } from '@merx/kernel'
import { z } from 'zod'

// as WebAuthn has them in JSON: https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON

/** Base64url; what authenticators give is some kilobytes at most. */
const encoded = z.string().regex(/^[A-Za-z0-9_-]{1,16000}$/, 'is not base64url')

export const CredentialId = z.string().regex(/^[A-Za-z0-9_-]{1,1400}$/, 'is no id of a passkey')

export const Transport = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])

const PasskeyName = z
  .object({ id: CredentialId, transports: z.array(Transport).max(10) })
  .meta({ id: 'PasskeyReference' })

/** What a browser's authenticator is asked when it is to make a passkey. */
export const PasskeyCreation = z
  .object({
    challenge: z.string(),
    relyingParty: z.object({ id: z.string(), name: z.string() }).meta({ id: 'PasskeyRelyingParty' }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }).meta({ id: 'PasskeyUser' }),
    /** Of COSE, the best first. */
    algorithms: z.array(z.int()),
    /** Those that the person has: an authenticator makes no second one. */
    excluded: z.array(PasskeyName),
    /** Milliseconds. */
    timeout: z.int(),
  })
  .meta({ id: 'PasskeyCreation' })
export type PasskeyCreation = z.output<typeof PasskeyCreation>

/** What it answers. */
export const MadePasskey = z
  .object({
    id: CredentialId,
    clientDataJson: encoded,
    attestationObject: encoded,
    transports: z.array(Transport).max(10).default([]),
  })
  .meta({ id: 'MadePasskey' })
export type MadePasskey = z.output<typeof MadePasskey>

/** What it is asked when somebody logs in: any passkey of this shop will do, it says whose it is. */
export const PasskeyRequest = z
  .object({ challenge: z.string(), relyingPartyId: z.string(), timeout: z.int() })
  .meta({ id: 'PasskeyRequest' })
export type PasskeyRequest = z.output<typeof PasskeyRequest>

/** What it answers. */
export const ShownPasskey = z
  .object({
    id: CredentialId,
    clientDataJson: encoded,
    authenticatorData: encoded,
    signature: encoded,
    userHandle: encoded.optional(),
  })
  .meta({ id: 'ShownPasskey' })
export type ShownPasskey = z.output<typeof ShownPasskey>

export const PasskeyTitle = text(100)

/** What was asked, as the answer has it; nothing of it is believed before the signature over it is checked. */
export function challengeIn(clientDataJson: string): string | undefined {
  const data = z.object({ challenge: z.string() })
  try {
    return data.safeParse(JSON.parse(Buffer.from(clientDataJson, 'base64url').toString())).data?.challenge
  } catch {
    return undefined
  }
}
