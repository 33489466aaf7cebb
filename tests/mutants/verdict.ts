import type { FileResult } from './named-tests.ts'

/** What a mutant shows: only `killed` is good. */
export type Outcome = 'killed' | 'survived' | 'does not apply' | 'no such test' | 'red without it' | 'did not run'

export type Verdict = { readonly outcome: Outcome; readonly said?: string | undefined }

/** Whether the named test can be trusted to judge: it is there, and green on the code as it is. */
export function objectionTo({ tests, fault }: FileResult): Verdict | undefined {
  if (tests.length === 0) return fault ? { outcome: 'did not run', said: fault } : { outcome: 'no such test' }
  const red = tests.find(({ passed }) => !passed)
  return red && { outcome: 'red without it', said: red.said }
}

/**
 * What the test says of the mutated code. A file that cannot be loaded or set up any more proves nothing: any broken patch does that, so
 * the test itself has to have run and failed.
 */
export function verdictOn({ tests, fault }: FileResult): Verdict {
  if (tests.length === 0) return { outcome: 'did not run', said: fault }
  const red = tests.find(({ passed }) => !passed)
  return red ? { outcome: 'killed', said: red.said } : { outcome: 'survived' }
}
