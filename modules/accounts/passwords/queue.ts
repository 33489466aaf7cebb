import { seam } from '@merx/kernel'

/** Lets so many tasks run at once and so many wait; the others are turned away at once. */
export type Queue = {
  /** Whether one more would be turned away. */
  isFull(limits: QueueLimits): boolean
  run<T>(limits: QueueLimits, task: () => Promise<T>): Promise<T | 'busy'>
}

export type QueueLimits = { readonly parallel: number; readonly waiting: number }

function createQueue(): Queue {
  const waiting: (() => void)[] = []
  let running = 0

  const isFull: Queue['isFull'] = (limits) => running >= limits.parallel && waiting.length >= limits.waiting

  return {
    isFull,
    run: async (limits, task) => {
      if (isFull(limits)) return 'busy'
      // who is let in from the queue takes the place of the one who leaves, so that no newcomer slips in between
      if (running >= limits.parallel) await new Promise<void>((resolve) => waiting.push(resolve))
      else running += 1
      try {
        return await task()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else running -= 1
      }
    },
  }
}

/** One for the process: hashing takes a core and 19 MB for as long as it lasts, and a flood of log-ins is not to take them from the shop. */
export const passwordQueue = seam('accounts.password-queue', createQueue)
