import type { z } from 'zod'
import type { FieldError } from '../operations/refusal.ts'

/** A hostile body may hold thousands of faults; nobody reads more than these. */
const most = 50

/** What zod found, by field. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[], input: unknown): readonly FieldError[] {
  return issues.slice(0, most).map((issue) => {
    const field = issue.path.map(String).join('.')
    if (issue.code === 'invalid_type' && at(input, issue.path) === undefined && issue.path.length > 0) {
      return { field, code: 'required', detail: 'is required' }
    }
    return { field, code: issue.code, detail: issue.message }
  })
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (found, name) => (typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined),
    value,
  )
}
