import { internal, PersonalRecords, personalRecord, query, type Sql } from '@merx/kernel'
import { z } from 'zod'

export const personalRecords = query({
  name: 'accounts.personal-records',
  summary:
    'Tells what is kept about a person: the account, addresses, devices, mails to come, keys, and what staff noted.',
  access: internal,
  input: z.object({ userId: z.uuid() }),
  output: PersonalRecords,
  run: async (ctx, { userId }) => ({
    records: (await keptAbout(ctx.sql, userId)).map(({ what, kept }) => personalRecord(what, kept)),
  }),
})

type Row = { readonly what: string; readonly kept: Readonly<Record<string, unknown>> }

function keptAbout(sql: Sql, userId: string): Promise<readonly Row[]> {
  return sql<Row[]>`
    select 'account' as what, jsonb_build_object('email', email, 'emailVerifiedAt', email_verified_at, 'username', username, 'name', name,
      'phone', phone, 'locale', locale, 'status', status, 'createdAt', created_at) as kept
    from accounts.account where id = ${userId}
    union all
    select 'address', address || jsonb_build_object('isDefaultShipping', is_default_shipping, 'isDefaultBilling', is_default_billing)
    from accounts.address where account_id = ${userId}
    union all
    select 'session', jsonb_build_object('device', agent, 'by', proof, 'begun', created_at, 'lastUse', renewed_at, 'ended', ended_at)
    from accounts.session where account_id = ${userId}
    union all
    select 'mail', jsonb_build_object('kind', kind, 'to', recipient, 'askedFor', created_at) from accounts.letter where account_id = ${userId}
    union all
    select 'role', jsonb_build_object('role', role, 'since', granted_at) from accounts.account_role where account_id = ${userId}
    union all
    select 'key', jsonb_build_object('name', name, 'createdAt', created_at, 'expiresAt', expires_at, 'lastUse', last_used_at)
    from accounts.api_key where account_id = ${userId}
    union all
    select 'passkey', jsonb_build_object('name', name, 'createdAt', created_at, 'lastUse', used_at) from accounts.passkey where account_id = ${userId}
    union all
    select 'log-in elsewhere', jsonb_build_object('issuer', issuer, 'subject', subject) from accounts.linked_identity where account_id = ${userId}
    union all
    select 'trusted device', jsonb_build_object('device', agent, 'since', created_at) from accounts.trusted_device where account_id = ${userId}
    union all
    select 'note', jsonb_build_object('text', body, 'createdAt', created_at) from accounts.note where account_id = ${userId}`
}
