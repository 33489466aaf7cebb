import type { Sql } from '@merx/kernel'
import type { UserId } from '../domain/ids.ts'
import { type Permissions, permissionsOf, type Role, together } from '../domain/permissions.ts'

/** All of them, those of everything last. */
export function allRoles(sql: Sql): Promise<readonly Role[]> {
  return sql<Role[]>`
    select code, name, permissions, is_everything as "isEverything" from accounts.role order by is_everything, code`
}

export async function putRole(sql: Sql, { code, name, permissions }: Omit<Role, 'isEverything'>): Promise<boolean> {
  const written = await sql`
    insert into accounts.role as known (code, name, permissions) values (${code}, ${name}, ${permissions as string[]}::text[])
    on conflict (code) do update set name = excluded.name, permissions = excluded.permissions where not known.is_everything`
  return written.count === 1
}

/** Takes a role away that nobody has; `false` where somebody has it, or it is everything. */
export async function deleteUnusedRole(sql: Sql, code: string): Promise<boolean> {
  const gone = await sql`
    delete from accounts.role
    where code = ${code} and not is_everything and not exists (select from accounts.account_role where role = ${code})`
  return gone.count === 1
}

/** Those who have a role. */
export async function holdersOf(sql: Sql, role: string): Promise<readonly UserId[]> {
  const rows = await sql<{ readonly id: UserId }[]>`
    select account_id as id from accounts.account_role where role = ${role} order by account_id`
  return rows.map(({ id }) => id)
}

/** What an account may do by its roles. */
export async function permissionsOfAccount(sql: Sql, userId: UserId): Promise<Permissions> {
  const roles = await sql<Pick<Role, 'permissions' | 'isEverything'>[]>`
    select role.permissions, role.is_everything as "isEverything"
    from accounts.account_role granted join accounts.role on role.code = granted.role
    where granted.account_id = ${userId}`
  return together(roles.map(permissionsOf))
}

export type Grant = { readonly userId: UserId; readonly role: string; readonly by: string | null; readonly at: Date }

/** Whether the account did not have the role before. */
export async function insertGrant(sql: Sql, { userId, role, by, at }: Grant): Promise<boolean> {
  const written = await sql`
    insert into accounts.account_role (account_id, role, granted_by, granted_at) values (${userId}, ${role}, ${by}, ${at})
    on conflict (account_id, role) do nothing`
  return written.count === 1
}

/** Gives an account several roles; those that it has stay as they are. */
export async function insertGrants(
  sql: Sql,
  { userId, roles, by, at }: Omit<Grant, 'role'> & { readonly roles: readonly string[] },
): Promise<void> {
  await sql`
    insert into accounts.account_role (account_id, role, granted_by, granted_at)
    select ${userId}, role, ${by}, ${at}::timestamptz from unnest(${roles as string[]}::text[]) as role
    on conflict (account_id, role) do nothing`
}

export async function deleteGrant(sql: Sql, { userId, role }: Pick<Grant, 'userId' | 'role'>): Promise<boolean> {
  const gone = await sql`delete from accounts.account_role where account_id = ${userId} and role = ${role}`
  return gone.count === 1
}

/** Whether anybody but this account may do everything and can log in. Asked under the lock of the roles. */
export async function hasOtherAdministrator(sql: Sql, userId: UserId): Promise<boolean> {
  const [other] = await sql`
    select 1 from accounts.account_role granted
    join accounts.role on role.code = granted.role and role.is_everything
    join accounts.account on account.id = granted.account_id and account.status = 'active' and account.email_verified_at is not null
    where granted.account_id <> ${userId} limit 1`
  return other !== undefined
}

/** Makes void the access tokens that these accounts got until now: what they say their owners may do is no longer so. */
export async function voidAllTokens(sql: Sql, userIds: readonly UserId[], notBefore: Date): Promise<void> {
  await sql`
    insert into accounts.voided (account_id, not_before) select unnest(${userIds as UserId[]}::uuid[]), ${notBefore}::timestamptz`
}
