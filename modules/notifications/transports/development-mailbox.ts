import type { FreeContext } from '@merx/kernel'
import { receive } from '../data/mailbox.ts'
import type { Mail } from '../domain/mail.ts'

/** Keeps mail in a table, shown at `/dev/mail`. */
export const developmentMailbox = {
  send: async (ctx: Pick<FreeContext, 'sql' | 'newId' | 'now'>, mail: Mail): Promise<void> => {
    await receive(ctx.sql, { id: ctx.newId(), receivedAt: ctx.now(), ...mail })
  },
}
