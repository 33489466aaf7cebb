import { composeLetter } from '@merx/accounts'
import { delivery, id } from '@merx/kernel'
import { z } from 'zod'
import { send } from '../commands/send.ts'

/**
 * Asks accounts for a letter and writes it down as a message. Tried again after a crash, it asks for another link and finds the message written:
 * the link that is sent is one that was drawn for it.
 */
export const writeAccountLetter = delivery({
  name: 'notifications.write-account-letter',
  schema: z.object({ letterId: id<'LetterId'>() }),
  send: async (ctx, { payload: { letterId } }) => {
    const { letter } = await ctx.call(composeLetter, { letterId })
    if (!letter) return
    const { to, language, ...content } = letter
    await ctx.call(send, {
      messages: [{ dedupeKey: `letter ${letterId}`, to, language, content: { template: 'account', ...content } }],
    })
  },
})
