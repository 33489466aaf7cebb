import { setTimeout as wait } from 'node:timers/promises'
import { createMemoryCounters, type MakeRecogniser } from '@merx/kernel'
import { type CryptoKey, importJWK } from 'jose'
import { tokenState } from '../queries/token-state.ts'
import type { VoidTokens } from './void.ts'

/** The public keys of the shop, in the memory of one process. */
export type TokenKeys = {
  of(kid: string): Promise<CryptoKey | undefined>
  /** What was made void may have been missed: it is asked for anew. */
  lose(): void
}

type Context = Parameters<MakeRecogniser>[0]

/** Questions for keys that are not known: who makes up names of keys must not make us ask each time. */
const asking = { name: 'token-keys', quota: 5, seconds: 10 }

/** Seconds after which every token that was known has expired. */
const longEnough = 600

export function createTokenKeys(ctx: Context, onVoid: (tokens: VoidTokens) => void): TokenKeys {
  let keys: ReadonlyMap<string, CryptoKey> | undefined
  let loading: Promise<ReadonlyMap<string, CryptoKey>> | undefined
  const mayAsk = createMemoryCounters().counterOf(asking)

  const load = async (): Promise<ReadonlyMap<string, CryptoKey>> => {
    const state = await ctx.call(tokenState, {})
    for (const { notBefore, ...of } of state.voided) onVoid({ ...of, notBefore: new Date(notBefore) })
    const imported = await Promise.all(
      state.keys.map(async ({ kid, publicKey }) => [kid, await keyOf(publicKey)] as const),
    )
    keys = new Map(imported)
    return keys
  }

  /** Those who ask at the same time wait for one answer. */
  const ask = (): Promise<ReadonlyMap<string, CryptoKey>> => {
    loading ??= load().finally(() => {
      loading = undefined
    })
    return loading
  }

  const askUntilAnswered = async (): Promise<void> => {
    for (let tries = 0; tries < longEnough; tries += 1) {
      try {
        await ask()
        return
      } catch (error) {
        if (tries === 0) ctx.log.warn({ err: error }, 'which tokens are void could not be asked for; it is tried again')
        await wait(1_000, undefined, { ref: false })
      }
    }
  }

  return {
    of: async (kid) => {
      const known = keys?.get(kid)
      if (known) return known
      if (keys && !loading && !mayAsk('').allowed) return undefined
      return (await ask()).get(kid)
    },
    lose: () => {
      if (!keys) return
      askUntilAnswered().catch((error: unknown) => ctx.log.error({ err: error }, 'which tokens are void is not known'))
    },
  }
}

async function keyOf(publicKey: string): Promise<CryptoKey> {
  const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: publicKey }, 'EdDSA')
  if (key instanceof Uint8Array) throw new Error('A public key is no key of a pair')
  return key
}
