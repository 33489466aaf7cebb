import { generateKeyPairSync } from 'node:crypto'
import { type FreeContext, newToken, seal } from '@merx/kernel'
import type { SigningKeyRow } from '../data/signing-keys.ts'
import { sealingKey } from './shop-secret.ts'

/** A pair for Ed25519 (RFC 8037), its private half sealed. */
export function newSigningKey(ctx: Pick<FreeContext, 'seam'>): Omit<SigningKeyRow, 'createdAt'> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x } = publicKey.export({ format: 'jwk' })
  if (x === undefined) throw new Error('A public key of Ed25519 has no x')
  const sealed = seal(sealingKey(ctx), privateKey.export({ format: 'pem', type: 'pkcs8' }))
  return { kid: newToken().slice(0, 16), publicKey: x, sealed }
}
