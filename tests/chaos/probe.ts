import { type Consumer, consumer, defineModule } from '@merx/kernel'
import { modules } from '../../merx.config.ts'

const everything = modules.flatMap(({ events = [] }) => events)

/** Writes down what the log brings. It trips over an event that comes twice: the key refuses it. */
function probe(name: string): Consumer {
  return consumer({
    name: `probe.${name}`,
    on: everything,
    handle: async (ctx, events) => {
      await ctx.sql`
        insert into probe.seen (consumer, event_id, key, sequence)
        select ${`probe.${name}`}, event_id, key, sequence
        from unnest(
          ${events.map(({ id }) => id)}::uuid[], ${events.map(({ key }) => key)}::text[],
          ${events.map(({ sequence }) => sequence)}::bigint[]
        ) with ordinality as event (event_id, key, sequence, nth)
        order by nth`
    },
  })
}

/** Listens to every event of the shop with two consumers, to see that each is consumed once and in order. */
export const probeModule = defineModule({
  name: 'probe',
  migrations: new URL('./probe/', import.meta.url),
  operations: [],
  consumers: [probe('first'), probe('second')],
})
