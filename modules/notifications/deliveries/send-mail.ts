import { delivery } from '@merx/kernel'
import { z } from 'zod'
import { markSent, queuedMessage } from '../data/messages.ts'
import { mailTransport } from '../mail-transport.ts'
import { mailSettings } from '../settings.ts'

/**
 * Sends one message. A crash between the transport's yes and the mark sends it once more with the same Message-ID; nothing else does.
 * The delivery carries no more than the message's id: addresses stay in this module's tables.
 */
export const sendMail = delivery({
  name: 'notifications.send-mail',
  schema: z.object({ id: z.uuid() }),
  send: async (ctx, { payload: { id } }) => {
    const message = await queuedMessage(ctx.sql, id)
    if (!message) return
    const { MAIL_FROM: from } = ctx.seam(mailSettings)
    const { recipient: to, ...content } = message
    await ctx.seam(mailTransport).send(ctx, { from, to, ...content })
    await markSent(ctx.sql, id, ctx.now())
  },
})
