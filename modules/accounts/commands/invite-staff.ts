import { can, command, refuse } from '@merx/kernel'
import { z } from 'zod'
import { accountToInvite } from '../data/invitations.ts'
import { insertGrants } from '../data/roles.ts'
import { lockRoles } from '../data/staff-locks.ts'
import { Email, Locale, PersonName } from '../domain/fields.ts'
import { UserId } from '../domain/ids.ts'
import { permissionsOf, RoleCode, together } from '../domain/permissions.ts'
import { requestLetter } from '../request-letter.ts'
import { aboveOwn, actorOf, isAboveCaller, renewAccess, unknownAccount, unknownRole } from '../staff-rules.ts'

export const inviteStaff = command({
  name: 'accounts.invite-staff',
  summary: 'Gives roles to an address. Who has no account there yet is sent a link by which to choose a password.',
  rest: 'POST /admin/staff/invitations',
  access: can('staff:write'),
  idempotency: 'optional',
  input: z.object({
    email: Email,
    name: PersonName.default(''),
    locale: Locale.default('en'),
    roles: z.array(RoleCode).min(1).max(20),
  }),
  output: z.object({ accountId: UserId, isInvited: z.boolean() }).meta({ id: 'StaffInvited' }),
  refuses: { unknown_role: 404, above_own: 403, unknown_account: 404, too_many_letters: 429 },
  run: async (ctx, { email, name, locale, roles: codes }) => {
    const known = new Map((await lockRoles(ctx.sql)).map((role) => [role.code, role]))
    const missing = codes.find((code) => !known.has(code))
    if (missing !== undefined) return unknownRole(missing)
    const roles = codes.flatMap((code) => known.get(code) ?? [])
    if (isAboveCaller(ctx, together(roles.map(permissionsOf)))) return aboveOwn()
    const at = ctx.now()
    const account = await accountToInvite(ctx.sql, { id: UserId.parse(ctx.newId()), email, name, locale, at })
    if (!account) return unknownAccount()
    const { userId: accountId, isConfirmed } = account
    await insertGrants(ctx.sql, { userId: accountId, roles: codes, by: actorOf(ctx.caller), at })
    if (isConfirmed) await renewAccess(ctx, accountId)
    else if (!(await requestLetter(ctx, { userId: accountId, kind: 'invitation' }))) {
      return refuse('too_many_letters', {
        detail: 'This address was invited many times within the hour. Wait a little.',
      })
    }
    return { accountId, isInvited: !isConfirmed }
  },
})
