import { fieldErrors } from '../http/field-errors.ts'
import type { Guard } from '../http/guard.ts'
import { meterOf } from '../http/meters.ts'
import type { Served } from '../http/perform.ts'
import { Fault, type FaultCode, faults } from '../http/problem.ts'
import { type Access, judge } from '../operations/access.ts'
import type { Frame } from '../operations/frame.ts'
import type { AnyOperation } from '../operations/operation.ts'
import { isRefused } from '../operations/refusal.ts'

export type Invocation = {
  readonly operation: AnyOperation
  readonly access: Access
  readonly input: unknown
  /** Is told what the output speaks of, as the operation's `tags` have it; `undefined` of a refusal, which nothing drops. */
  readonly onTags?: OnTags
}

export type OnTags = (tags: readonly string[] | undefined) => void

/** Judges, parses and runs an operation for a caller from outside: its output or its refusal. Faults throw. */
export type Invoke = (invocation: Invocation, frame: Frame) => Promise<unknown>

export function createInvoke(
  { dispatch, denials, development }: Pick<Served, 'dispatch' | 'denials' | 'development'>,
  guard: Guard,
): Invoke {
  const run: Invoke = async ({ operation, access, input, onTags }, frame) => {
    const verdict = judge(access, frame.caller)
    if (verdict === 'forbidden') denials.record(operation, frame)
    if (verdict !== 'allowed') throw new Fault(verdict)
    const parsed = operation.input.safeParse(input)
    if (!parsed.success) throw new Fault('invalid_input', { data: { errors: fieldErrors(parsed.error.issues, input) } })
    const result = await dispatch(operation, parsed.data, frame)
    if (!isRefused(result)) {
      if (development) operation.output.parse(result)
      onTags?.(operation.kind === 'query' ? operation.tags?.(parsed.data, result) : undefined)
      return result
    }
    onTags?.(undefined)
    // the runner refuses too, about keys: operations do not declare that
    if (!(result.code in operation.refuses) && isFaultCode(result.code)) throw new Fault(result.code)
    return result
  }

  return async (invocation, frame) => {
    if (!guard.begin()) throw new Fault('overloaded')
    const began = performance.now()
    try {
      return await run(invocation, frame)
    } finally {
      guard.end()
      meterOf(invocation.operation.name).time((performance.now() - began) / 1_000)
    }
  }
}

function isFaultCode(code: string): code is FaultCode {
  return code in faults
}
