import type { Unit, UnitPool, UnitRunner } from '../unit.ts'

/** A unit of work that is held open while steps of a saga join it, so that those at home that follow each other are one commit. */
export type HeldUnit = {
  /** Runs a body in the unit. What it throws ends the unit, and nothing of it stays. */
  join<T>(body: (unit: Unit) => Promise<T>): Promise<T>
  /** Runs the last body; resolves when the unit is committed. */
  close<T>(body: (unit: Unit) => Promise<T>): Promise<T>
  /** Ends it without a trace. */
  abandon(): Promise<void>
}

/** The database rolled a held unit back that could be run again: its steps are, from the record. */
export class Interrupted extends Error {
  constructor(cause: unknown) {
    super('A unit that several steps had joined was rolled back by the database', { cause })
  }
}

type Job = { readonly run: (unit: Unit) => Promise<void>; readonly isLast: boolean }

export function holdUnit(units: UnitRunner, pool: UnitPool): HeldUnit {
  const jobs: Job[] = []
  let wake = (): void => {}
  let hasRun = false
  let failed: unknown

  const take = async (): Promise<Job> => {
    for (;;) {
      const job = jobs.shift()
      if (job) return job
      const { promise, resolve } = Promise.withResolvers<void>()
      wake = resolve
      await promise
    }
  }

  const over = units(pool, async (unit) => {
    // whoever joined has been given answers of the first run, so that another one would not be the same
    if (hasRun) throw new Interrupted(failed)
    hasRun = true
    try {
      for (;;) {
        const { run, isLast } = await take()
        await run(unit)
        if (isLast) return
      }
    } catch (error) {
      failed = error
      throw error
    }
  })
  over.catch(() => {})

  const add = (job: Job): void => {
    jobs.push(job)
    wake()
  }

  return {
    join: (body) =>
      new Promise((resolve, reject) => {
        over.catch(reject)
        add({ run: async (unit) => resolve(await body(unit)), isLast: false })
      }),
    close: async (body) => {
      const value = Promise.withResolvers<Awaited<ReturnType<typeof body>>>()
      add({ run: async (unit) => value.resolve(await body(unit)), isLast: true })
      await over
      return value.promise
    },
    abandon: async () => {
      add({
        run: async () => {
          throw new Abandoned()
        },
        isLast: true,
      })
      await over.catch(() => {})
    },
  }
}

class Abandoned extends Error {}
