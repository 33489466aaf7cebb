import { beginRebuild, finishRebuild } from '@merx/search'
import { openBackroom } from '../backroom.ts'
import { caughtUp } from '../caught-up.ts'

/** What documents of search are made of, in the order in which it is announced again. */
const announced = ['catalog.product.changed.v1', 'pricing.price.changed.v1', 'inventory.availability.changed.v1']

/** `npm run reindex`: makes the documents of search anew beside those that answer. Stopped half-way, it is called again. */
export async function reindex(): Promise<void> {
  const { runtime, say, stop } = await openBackroom(process.env)
  try {
    await runtime.start()
    await runtime.call(beginRebuild, {})
    for (const name of announced) say(`${await runtime.events.republish(name)} of ${name} announced again`)
    say('Waiting until the documents are made ...')
    await runtime.events.settled()
    await runtime.call(finishRebuild, {})
    await caughtUp(runtime)
    say('Search answers from the new documents.')
  } finally {
    await stop()
  }
}
