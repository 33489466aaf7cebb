import { userErased } from '@merx/accounts/events'
import { consumer } from '@merx/kernel'
import { askErasures } from '../data/erasures.ts'

/** Orders stay, the person goes: at once from those that are finished, which a job looks for, later from the others. */
export const forgetErased = consumer({
  name: 'ordering.forget-erased',
  on: [userErased],
  handle: (ctx, events) =>
    askErasures(
      ctx.sql,
      events.map(({ payload }) => payload.userId),
      ctx.now(),
    ),
})
