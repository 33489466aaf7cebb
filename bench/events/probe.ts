import { command, consumer, defineModule, event, internal } from '@merx/kernel'
import { z } from 'zod'

const noted = event({
  name: 'bench.thing.noted.v1',
  schema: z.object({ number: z.int() }),
  key: ({ number }) => String(number % 1_000),
})

/** Publishes so many events in one unit of work, which writes nothing else. */
export const note = command({
  name: 'bench.note-things',
  summary: 'Publishes events of the bench.',
  access: internal,
  input: z.object({ first: z.int(), count: z.int() }),
  output: z.object({}),
  run: async (ctx, { first, count }) => {
    for (let number = first; number < first + count; number += 1) ctx.publish(noted, { number })
    return {}
  },
})

/** A module beside those of the shop, whose consumer writes a row for each event and tells when it got them. */
export function probe(onSeen: (numbers: readonly number[]) => void) {
  return defineModule({
    name: 'bench',
    migrations: new URL('./migrations/', import.meta.url),
    operations: [note],
    events: [noted],
    consumers: [
      consumer({
        name: 'bench.see-things',
        on: [noted],
        handle: async (ctx, events) => {
          onSeen(events.map(({ payload }) => payload.number))
          await ctx.sql`
            insert into bench.seen (id, number)
            select * from unnest(${events.map(({ id }) => id)}::uuid[], ${events.map(({ payload }) => payload.number)}::bigint[])`
        },
      }),
    ],
  })
}
