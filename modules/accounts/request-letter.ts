import type { WorkContext } from '@merx/kernel'
import { insertLetter } from './data/letters.ts'
import { LetterId } from './domain/ids.ts'
import type { LetterKind } from './domain/letter.ts'
import { letterRequested } from './events.ts'

export type LetterRequest = {
  /** Nobody where there is no such account. */
  readonly userId: string | null
  readonly kind: LetterKind
  /** The account's own address unless told. */
  readonly recipient?: string
}

/** Has a mail written to an account. Asked for nobody, or too often, nothing is written, and that takes as long. Whether one is. */
export async function requestLetter(ctx: WorkContext, request: LetterRequest): Promise<boolean> {
  const written = await insertLetter(ctx.sql, { ...request, id: LetterId.parse(ctx.newId()), at: ctx.now() })
  if (written) ctx.publish(letterRequested, written)
  return written !== undefined
}
