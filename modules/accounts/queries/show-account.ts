import { can, query } from '@merx/kernel'
import { z } from 'zod'
import { findAccountRow, notesOn } from '../data/directory.ts'
import { UserId } from '../domain/ids.ts'
import { unknownAccount } from '../staff-rules.ts'
import { ListedAccount, listedAccount } from './list-accounts.ts'

const Note = z
  .object({ id: z.uuid(), author: z.string(), body: z.string(), createdAt: z.iso.datetime() })
  .meta({ id: 'AccountNote' })

const ShownAccount = ListedAccount.extend({
  phone: z.string(),
  locale: z.string(),
  notes: z.array(Note),
}).meta({ id: 'ShownAccount' })

export const showAccount = query({
  name: 'accounts.show-account',
  summary: 'Shows an account to staff, with what they have noted about it.',
  rest: 'GET /admin/accounts/{accountId}',
  access: can('accounts:read'),
  input: z.object({ accountId: UserId }),
  output: ShownAccount,
  refuses: { unknown_account: 404 },
  run: async (ctx, { accountId }) => {
    const [account, notes] = await Promise.all([findAccountRow(ctx.sql, accountId), notesOn(ctx.sql, accountId)])
    if (!account) return unknownAccount()
    const { phone, locale, ...listed } = account
    return {
      ...listedAccount(listed),
      phone,
      locale,
      notes: notes.map(({ createdAt, ...note }) => ({ ...note, createdAt: createdAt.toISOString() })),
    }
  },
})
