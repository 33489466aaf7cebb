import { createPrivateKey, type KeyObject } from 'node:crypto'
import { cache, type FreeContext, unseal } from '@merx/kernel'
import { makeSigningKey } from '../commands/make-signing-key.ts'
import { type SigningKeyRow, signingKeyRows } from '../data/signing-keys.ts'
import { isSigning } from '../domain/key-times.ts'
import { sealingKey } from './shop-secret.ts'

export type SigningKey = { readonly kid: string; readonly key: KeyObject; readonly createdAt: Date }

type Context = Pick<FreeContext, 'sql' | 'cache' | 'seam' | 'now'>

const signingKeys = cache<'newest', SigningKey>({ name: 'accounts.signing-key', maxEntries: 1 })

/** The newest key that this process can sign with. */
export async function signingKey(ctx: Context): Promise<SigningKey> {
  const key = await newest(ctx)
  if (!key) throw new Error('There is no key to sign with: readyToSign comes first')
  return key
}

/** Sees to it that there is a key to sign with, before the unit of work that will: a key must be there for others before its first token is. */
export async function readyToSign(ctx: Context & Pick<FreeContext, 'call'>): Promise<void> {
  const key = await newest(ctx)
  if (key && isSigning(key.createdAt, ctx.now())) return
  ctx.cache(signingKeys).drop(['newest'])
  const other = await newest(ctx)
  if (other && isSigning(other.createdAt, ctx.now())) return
  await ctx.call(makeSigningKey, {})
  ctx.cache(signingKeys).drop(['newest'])
}

function newest(ctx: Context): Promise<SigningKey | undefined> {
  return ctx.cache(signingKeys).get('newest', async () => {
    const secret = sealingKey(ctx)
    for (const row of await signingKeyRows(ctx.sql)) {
      const key = opened(row, secret)
      if (key) return key
    }
    return undefined
  })
}

function opened({ kid, sealed, createdAt }: SigningKeyRow, secret: Buffer): SigningKey | undefined {
  try {
    return { kid, createdAt, key: createPrivateKey(String(unseal(secret, sealed))) }
  } catch {
    // sealed by a process with another secret: that one signs with it
    return undefined
  }
}
