import { setTimeout as wait } from 'node:timers/promises'

/** Whether work ended in the time given. What did not goes on by itself, and nobody hears how it ends. */
export async function endsWithin(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController()
  const late = wait(milliseconds, false, { signal: timer.signal })
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    timer.abort()
  }
}

export type Patience = {
  /** For what is under way to end by itself. */
  readonly before: number
  /** For what was told to break off. */
  readonly after: number
}

/** Lets work end by itself, then tells it to break off. Returns whether it ended; in any case the wait does. */
export async function drain(work: Promise<unknown>, breakOff: () => void, patience: Patience): Promise<boolean> {
  if (await endsWithin(patience.before, work)) return true
  breakOff()
  return endsWithin(patience.after, work)
}
