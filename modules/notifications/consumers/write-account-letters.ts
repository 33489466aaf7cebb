import { letterRequested } from '@merx/accounts/events'
import { consumer } from '@merx/kernel'
import { writeAccountLetter } from '../deliveries/write-account-letter.ts'

/** What a letter says is asked for when it is written: the event names it and nothing more. */
export const writeAccountLetters = consumer({
  name: 'notifications.write-account-letters',
  on: [letterRequested],
  handle: async (ctx, events) => {
    for (const { payload } of events)
      ctx.deliver(writeAccountLetter, { id: payload.letterId, payload: { letterId: payload.letterId } })
  },
})
