import type { Guard } from '../http/guard.ts'
import { count, type Limit, type Pace } from '../shared/pace.ts'
import type { LiveLimits } from './limits.ts'

/** Runs what lets a client follow something, unless this client or the process has too much to do. */
export type Admission = <T>(open: () => Promise<T>) => Promise<T | 'overloaded'>

/** For one connection: each subscription is a look into the database, and counts as an operation. */
export function createAdmission(guard: Pick<Guard, 'begin' | 'end'>, limits: LiveLimits): Admission {
  const asking: Limit = { name: 'live', quota: limits.subscriptions, seconds: 60 }
  const pace: Pace = { full: 0 }
  return async (open) => {
    if (!count(asking, pace, Date.now()).allowed || !guard.begin()) return 'overloaded'
    try {
      return await open()
    } finally {
      guard.end()
    }
  }
}
