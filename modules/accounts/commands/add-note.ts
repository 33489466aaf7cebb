import { can, command, prose } from '@merx/kernel'
import { z } from 'zod'
import { insertNote } from '../data/directory.ts'
import { UserId } from '../domain/ids.ts'
import { actorOf, unknownAccount } from '../staff-rules.ts'

export const addNote = command({
  name: 'accounts.add-note',
  summary: 'Notes something about an account for other staff.',
  rest: 'POST /admin/accounts/{accountId}/notes',
  access: can('accounts:write'),
  idempotency: 'optional',
  input: z.object({ accountId: UserId, body: prose(4_000) }),
  output: z.object({ id: z.uuid() }).meta({ id: 'NoteAdded' }),
  refuses: { unknown_account: 404 },
  run: async (ctx, { accountId, body }) => {
    const id = ctx.newId()
    const author = actorOf(ctx.caller) ?? 'system'
    const written = await insertNote(ctx.sql, { id, userId: accountId, author, body, at: ctx.now() })
    return written ? { id } : unknownAccount()
  },
})
