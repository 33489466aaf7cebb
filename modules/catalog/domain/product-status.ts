import type { ProductStatus } from '../events.ts'

/** An archived product comes back as a draft: somebody looks at it before it sells again. */
const moves: Readonly<Record<ProductStatus, readonly ProductStatus[]>> = {
  draft: ['active', 'archived'],
  active: ['draft', 'archived'],
  archived: ['draft'],
}

export function mayMove(from: ProductStatus, to: ProductStatus): boolean {
  return from === to || moves[from].includes(to)
}
