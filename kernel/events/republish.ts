import type { QueryContext } from '../operations/context.ts'
import { type Frame, systemFrame } from '../operations/frame.ts'
import { newId } from '../values/ids.ts'
import type { UnitRunner } from './consumer-runner.ts'
import type { Republisher } from './readers.ts'

export type RepublishDependencies = {
  readonly units: UnitRunner
  readonly query: (frame: Frame, module: string) => QueryContext
}

/**
 * Publishes the present state of a module again, a page a unit of work. A change made between reading a page and publishing it has the
 * lower sequence number of the two: projections compare the version that a state event carries. Returns how many events were published.
 */
export async function republish(
  module: string,
  { type, page }: Republisher,
  { units, query }: RepublishDependencies,
): Promise<number> {
  const frame = systemFrame(newId().replaceAll('-', ''))
  let published = 0
  let after: string | undefined
  do {
    const { payloads, next } = await page(query(frame, module), after)
    if (payloads.length > 0) {
      await units.runUnit('consumers', frame, async (unit) => {
        for (const payload of payloads) {
          const parsed = type.schema.parse(payload)
          unit.events.push({
            id: newId(),
            name: type.name,
            key: type.key(parsed),
            payload: parsed,
            traceId: frame.traceId,
          })
        }
      })
    }
    published += payloads.length
    after = next
  } while (after !== undefined)
  return published
}
