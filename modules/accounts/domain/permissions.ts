import { plain, text } from '@merx/kernel'
import { z } from 'zod'

/** What operations ask for, such as `orders:write`; `all` are those to come too. */
export type Permissions = readonly string[] | 'all'

export const Permission = plain(text(80).regex(/^[a-z-]+:[a-z-]+$/, 'is no permission such as orders:read'))

export const RoleCode = plain(text(40).regex(/^[a-z][a-z-]{1,39}$/, 'lower-case letters and hyphens'))

export const Role = z
  .object({
    code: RoleCode,
    name: z.string(),
    permissions: z.array(Permission).describe('Empty where it is everything'),
    isEverything: z.boolean(),
  })
  .meta({ id: 'Role' })
export type Role = z.output<typeof Role>

export function permissionsOf({ permissions, isEverything }: Pick<Role, 'permissions' | 'isEverything'>): Permissions {
  return isEverything ? 'all' : permissions
}

/** Whether who has the first may do all that the second allow. */
export function covers(own: Permissions, others: Permissions): boolean {
  if (own === 'all') return true
  return others !== 'all' && others.every((permission) => own.includes(permission))
}

export function together(sets: readonly Permissions[]): Permissions {
  if (sets.includes('all')) return 'all'
  return [...new Set(sets.flatMap((set) => (set === 'all' ? [] : set)))].toSorted()
}

/** Who may do anything beyond a customer is staff. */
export function isStaff(permissions: Permissions): boolean {
  return permissions === 'all' || permissions.length > 0
}

/** What both allow: of a key and of its owner. */
export function within(permissions: readonly string[], own: Permissions): readonly string[] {
  return own === 'all' ? permissions : permissions.filter((permission) => own.includes(permission))
}
