import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { MadePasskey, PasskeyCreation, PasskeyRequest, ShownPasskey } from '../domain/passkey.ts'

/** What a page's browser says with each answer, and what the authenticator says of the person before it. */
export type Circumstances = { readonly origin?: string; readonly isVerified?: boolean; readonly counter?: number }

/** An authenticator in software, as WebAuthn level 3 describes one: P-256, no attestation, one passkey. */
export type Authenticator = {
  make(creation: PasskeyCreation, circumstances?: Circumstances): MadePasskey
  show(request: PasskeyRequest, circumstances?: Circumstances): ShownPasskey
}

const home = 'http://localhost:3000'

const present = 0x01
const verified = 0x04
const hasCredential = 0x40

export function createAuthenticator(): Authenticator {
  const id = randomBytes(16)
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  const dataFor = (
    party: string,
    { isVerified = true, counter = 0 }: Circumstances,
    more = Buffer.alloc(0),
  ): Buffer => {
    const flags = present | (isVerified ? verified : 0) | (more.length > 0 ? hasCredential : 0)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(Buffer.from(party)), Buffer.from([flags]), count, more])
  }

  return {
    make: ({ challenge, relyingParty }, circumstances = {}) => {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const credential = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)])
      const attestation = map([
        [text('fmt'), text('none')],
        [text('attStmt'), map([])],
        [text('authData'), bytes(dataFor(relyingParty.id, circumstances, credential))],
      ])
      return {
        id: id.toString('base64url'),
        clientDataJson: clientData('webauthn.create', challenge, circumstances).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      }
    },
    show: ({ challenge, relyingPartyId }, circumstances = {}) => {
      const said = clientData('webauthn.get', challenge, circumstances)
      const data = dataFor(relyingPartyId, circumstances)
      return {
        id: id.toString('base64url'),
        clientDataJson: said.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', Buffer.concat([data, sha256(said)]), privateKey).toString('base64url'),
      }
    },
  }
}

function clientData(type: string, challenge: string, { origin = home }: Circumstances): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest()
}

/** RFC 9053, 7.1.1: an EC2 key on P-256 for ES256. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  return map([
    [int(1), int(2)],
    [int(3), int(-7)],
    [int(-1), int(1)],
    [int(-2), bytes(Buffer.from(x, 'base64url'))],
    [int(-3), bytes(Buffer.from(y, 'base64url'))],
  ])
}

// CBOR (RFC 8949) as far as it is needed here

function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value])
  return value < 256
    ? Buffer.from([(major << 5) | 24, value])
    : Buffer.from([(major << 5) | 25, value >> 8, value & 255])
}

function int(value: number): Buffer {
  return value >= 0 ? head(0, value) : head(1, -1 - value)
}

function bytes(value: Buffer): Buffer {
  return Buffer.concat([head(2, value.length), value])
}

function text(value: string): Buffer {
  return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
}

function map(entries: readonly (readonly [Buffer, Buffer])[]): Buffer {
  return Buffer.concat([head(5, entries.length), ...entries.flat()])
}
