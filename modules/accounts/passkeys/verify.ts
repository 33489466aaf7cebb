import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { MadePasskey, ShownPasskey } from '../domain/passkey.ts'
import type { RelyingParty } from './relying-party.ts'

/** As both sides call it (COSE): Ed25519, ECDSA on P-256, RSA. */
export const algorithms: readonly number[] = [-8, -7, -257]

export type VerifiedPasskey = {
  readonly credentialId: string
  readonly publicKey: Uint8Array
  readonly counter: number
  readonly isSynced: boolean
}

type Expectation = { readonly challenge: string; readonly party: RelyingParty }

/** The passkey that was made for this challenge on a page of ours, by a person whom the authenticator checked; else nothing. */
export async function verifyMade(
  made: MadePasskey,
  { challenge, party }: Expectation,
): Promise<VerifiedPasskey | undefined> {
  const verified = await quietly(() =>
    verifyRegistrationResponse({
      response: {
        id: made.id,
        rawId: made.id,
        type: 'public-key',
        clientExtensionResults: {},
        response: { clientDataJSON: made.clientDataJson, attestationObject: made.attestationObject },
      },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      supportedAlgorithmIDs: [...algorithms],
    }),
  )
  if (!verified?.verified) return undefined
  const { credential, credentialBackedUp } = verified.registrationInfo
  const { id, publicKey, counter } = credential
  return { credentialId: id, publicKey, counter, isSynced: credentialBackedUp }
}

export type KnownPasskey = {
  readonly credentialId: string
  readonly publicKey: Uint8Array
  readonly counter: number
}

/** The counter of a passkey that signed this challenge on a page of ours; nothing where it did not, or was copied. */
export async function verifyShown(
  shown: ShownPasskey,
  known: KnownPasskey,
  { challenge, party }: Expectation,
): Promise<number | undefined> {
  const verified = await quietly(() =>
    verifyAuthenticationResponse({
      response: {
        id: shown.id,
        rawId: shown.id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: shown.clientDataJson,
          authenticatorData: shown.authenticatorData,
          signature: shown.signature,
        },
      },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: {
        id: known.credentialId,
        publicKey: Uint8Array.from(known.publicKey),
        counter: known.counter,
      },
    }),
  )
  return verified?.verified ? verified.authenticationInfo.newCounter : undefined
}

/** The library throws for whatever is not as expected, and nothing else of it touches the world. */
async function quietly<T>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify()
  } catch {
    return undefined
  }
}
