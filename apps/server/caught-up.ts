import type { Runtime } from '@merx/kernel/server'
import { catchUp } from '@merx/search'

/** Resolves when lists, pages and search show all that was loaded. */
export async function caughtUp({ events, call }: Runtime): Promise<void> {
  await events.settled()
  await call(catchUp, {})
}
