import type { Frame } from '../../operations/frame.ts'
import type { Claim, Issued } from '../claim.ts'
import { seal, unseal } from '../seal.ts'

/** What a saga was asked: enough for any process to go on with it. */
export type Asked = {
  readonly input: unknown
  /** What the flow's reading found; absent until it has read. */
  readonly read?: { readonly facts: unknown }
  readonly frame: Omit<Frame, 'issued'> & { readonly issued: Issued }
  /** The idempotency claim that is answered by what the saga does. */
  readonly claimed: Claim['places'][0] | undefined
}

type Written = Omit<Asked, 'claimed'> & {
  readonly claimed: { readonly id: string; readonly secret: string } | undefined
}

export function sealAsked(secret: Buffer, { claimed, ...asked }: Asked): Buffer {
  const place = claimed && { id: claimed.id, secret: claimed.secret.toString('base64') }
  return seal(secret, { ...asked, claimed: place } satisfies Written)
}

export function unsealAsked(secret: Buffer, sealed: Uint8Array): Asked {
  const { claimed, ...asked } = unseal(secret, sealed) as Written
  return { ...asked, claimed: claimed && { id: claimed.id, secret: Buffer.from(claimed.secret, 'base64') } }
}

export function frameOf({ frame }: Asked): Frame {
  return { ...frame, issued: new Map(frame.issued) }
}
