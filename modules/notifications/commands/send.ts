import { command, internal } from '@merx/kernel'
import { z } from 'zod'
import { insertMessages } from '../data/messages.ts'
import { sendMail } from '../deliveries/send-mail.ts'
import { NewMessage } from '../domain/message.ts'
import { messageIdFor, partsOf } from '../sender.ts'
import { mailSettings } from '../settings.ts'
import { writeMessage } from '../templates/write-message.ts'

export const send = command({
  name: 'notifications.send',
  summary:
    'Writes messages in the caller’s unit of work; they are sent when it has committed. A dedupe key is used once.',
  access: internal,
  input: z.object({ messages: z.array(NewMessage).min(1).max(1_000) }),
  output: z.object({ written: z.int() }).meta({ id: 'WrittenMessages' }),
  run: async (ctx, { messages }) => {
    const { MAIL_FROM: sender } = ctx.seam(mailSettings)
    const { name: shopName } = partsOf(sender)
    const written = messages.map(({ dedupeKey, to, language, content }) => ({
      id: ctx.newId(),
      dedupeKey,
      messageId: messageIdFor(dedupeKey, sender),
      template: content.template,
      recipient: to,
      language,
      ...writeMessage(content, { language, shopName }),
    }))
    const fresh = await insertMessages(ctx.sql, written, ctx.now())
    for (const id of fresh) ctx.deliver(sendMail, { id, payload: { id } })
    return { written: fresh.length }
  },
})
