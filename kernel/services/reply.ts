import type { z } from 'zod'
import { OutcomeOpen } from '../work/outcome-open.ts'
import { Answers, TheirProblem } from './envelope.ts'
import type { LineReply } from './line.ts'
import { ModuleUnavailable } from './unavailable.ts'

/** What a module answered; throws for all that is no answer. */
export function readReply(module: string, { status, retryAfter, body }: LineReply): z.output<typeof Answers> {
  if (status !== 200) throw failureOf(module, problemIn(status, body), retryAfter)
  const answers = Answers.safeParse(jsonOf(body))
  if (answers.success) return answers.data
  throw new Error(`${module} answers what this process cannot read: does MERX_URL_* lead to it, is its version ours?`)
}

/** What a problem of the other side is on this one: its words are for us, not for the shopper. */
export function failureOf(module: string, problem: TheirProblem, retryAfter?: number): Error {
  const { status, code, detail } = problem
  switch (status) {
    case 503:
      if (code === 'outcome_open') return new OutcomeOpen(`what ${module} was asked for`)
      return new ModuleUnavailable(problem.module ?? module, retryAfter === undefined ? {} : { retryAfter })
    // of a proxy between us
    case 502:
    case 504:
      return new ModuleUnavailable(module, { cause: new Error(`answered with status ${status}`) })
    case 401:
      return new Error(`${module} does not take our token: is MERX_SERVICE_SECRET the same, do the clocks agree?`)
    default:
      return new Error(`${module} answered ${status} ${code}: ${detail ?? 'no more is said'}`)
  }
}

function problemIn(status: number, body: string): TheirProblem {
  const problem = TheirProblem.safeParse(jsonOf(body))
  return problem.success ? { ...problem.data, status } : { status, code: 'unknown' }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
