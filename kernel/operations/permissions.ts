import { seam } from '../runtime/seam.ts'
import type { AnyOperation } from './operation.ts'

/** Every permission that an operation of the shop asks for: what a role can be made of. */
export const knownPermissions = seam<ReadonlySet<string>>('kernel.known-permissions')

export function permissionsAskedFor(operations: readonly AnyOperation[]): ReadonlySet<string> {
  return new Set(operations.flatMap(({ access }) => (access.kind === 'permission' ? [access.permission] : [])))
}
