import { z } from 'zod'
import type { DescribedOperation } from './description.ts'
import type { Answer, NoAnswer } from './send.ts'

/** What a request may be told before it is known which operation it is for; the document calls it "anything else". */
const ofTheDoor: Readonly<Record<string, number>> = {
  malformed_request: 400,
  invalid_credential: 400,
  invalid_idempotency_key: 400,
  unauthenticated: 401,
  cross_site: 403,
  not_found: 404,
  method_not_allowed: 405,
  uri_too_long: 414,
  headers_too_large: 431,
}

const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().min(1),
  detail: z.string().min(1),
})

/** What is wrong with an answer, however odd the request was; `undefined`: nothing. */
export function faultOf(operation: DescribedOperation, answer: Answer | NoAnswer): string | undefined {
  if ('reason' in answer) return `no answer: ${answer.reason}`
  const { status, contentType, retryAfter, body } = answer
  if (status >= 200 && status < 300) return faultOfSuccess(operation, answer)
  if (!contentType.startsWith('application/problem+json')) return `${status} as '${contentType}': no problem+json`
  const problem = Problem.safeParse(parsed(body))
  if (!problem.success) return `${status} with a body that is no problem: ${body.slice(0, 300)}`
  const { code } = problem.data
  if (problem.data.status !== status) return `${status} with a problem that says ${problem.data.status}`
  if (/node:internal|\.ts:\d+/.test(body)) return `${status} ${code} that shows the inside: ${body.slice(0, 300)}`
  if (status >= 500 && (status !== 503 || code !== 'overloaded')) return `${status} ${code}: ${body.slice(0, 300)}`
  if (status === 503 && !retryAfter) return '503 without Retry-After'
  if (operation.answers.get(status)?.includes(code) || ofTheDoor[code] === status) return undefined
  return `${status} ${code} is not announced`
}

function faultOfSuccess({ answers }: DescribedOperation, { status, contentType, body }: Answer): string | undefined {
  if (!answers.has(status) || answers.get(status) !== undefined) return `${status} is not announced`
  if (status === 204) return body === '' ? undefined : '204 with a body'
  if (!contentType.startsWith('application/json')) return `${status} as '${contentType}'`
  return parsed(body) === undefined ? `${status} with a body that is no JSON: ${body.slice(0, 300)}` : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
