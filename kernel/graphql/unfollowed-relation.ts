import type { Refusal } from '../operations/refusal.ts'

/** A relation has no member of the answer to tell a refusal by, so its field fails with the refusal's code. */
export class UnfollowedRelation extends Error {
  override readonly name = 'UnfollowedRelation'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.data.detail ?? refusal.code)
    this.refusal = refusal
  }
}
