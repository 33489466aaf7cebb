import { setImmediate as turn } from 'node:timers/promises'

/** Milliseconds of work before searches get their turn. */
const slice = 3

/** Drives work that stops where it may, a slice at a time, as long as it may go on; `undefined` when it is not done yet. */
export async function inSlices<Result>(
  work: Iterator<undefined, Result>,
  mayGoOn: () => boolean,
): Promise<{ readonly result: Result } | undefined> {
  while (mayGoOn()) {
    const until = performance.now() + slice
    while (performance.now() < until) {
      const step = work.next()
      if (step.done) return { result: step.value }
    }
    await turn()
  }
  return undefined
}
