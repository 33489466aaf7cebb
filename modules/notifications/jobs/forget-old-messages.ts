import { job } from '@merx/kernel'
import { forgetMessages } from '../data/old-messages.ts'

/** As long as the log of events is kept: until then an event may come again, and its message must be known. */
const days = 30
const day = 24 * 60 * 60 * 1_000
const messagesAtOnce = 1_000

/** Mails are full of people: what was sent is not kept longer than it is needed. */
export const forgetOldMessages = job({
  name: 'notifications.forget-old-messages',
  every: 3_600,
  run: async (ctx) => {
    const before = new Date(ctx.now().getTime() - days * day)
    while ((await forgetMessages(ctx.sql, { before, limit: messagesAtOnce })) >= messagesAtOnce);
  },
})
