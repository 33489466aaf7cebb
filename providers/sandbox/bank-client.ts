import { outbound } from '@merx/kernel'
import { ProviderUnavailable } from '@merx/payments'
import { z } from 'zod'

const answerWithin = 10_000

export type BankRequest<T> = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly idempotencyKey?: string
  readonly body?: unknown
  readonly answer: z.ZodType<T>
}

/** The bank understood and said no. */
export class BankRefusal extends Error {
  override readonly name = 'BankRefusal'
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export type BankClient = <T>(request: BankRequest<T>) => Promise<T>

/** Calls the bank. Throws `ProviderUnavailable` when it cannot be reached, is too slow or says that it cannot now. */
export function bankClient({ url, apiKey }: { readonly url: string; readonly apiKey: string }): BankClient {
  return ({ method, path, idempotencyKey, body, answer }) =>
    outbound('the sandbox bank', async () => {
      const { status, text } = await exchanged(new URL(`${url}${path}`), {
        method,
        headers: {
          authorization: `Bearer ${apiKey}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (status >= 500 || status === 429)
        throw new ProviderUnavailable(`The sandbox bank answered ${status} to ${path}`)
      if (status >= 400)
        throw new BankRefusal(codeOf(text), `The sandbox bank answered ${status} to ${method} ${path}: ${text}`)
      return answer.parse(JSON.parse(text))
    })
}

async function exchanged(url: URL, request: RequestInit): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const answer = await fetch(url, { ...request, redirect: 'error', signal: AbortSignal.timeout(answerWithin) })
    return { status: answer.status, text: await answer.text() }
  } catch (error) {
    throw new ProviderUnavailable(`The sandbox bank at ${url.origin} does not answer`, { cause: error })
  }
}

const Refused = z.object({ error: z.object({ code: z.string() }) })

function codeOf(text: string): string {
  try {
    return Refused.parse(JSON.parse(text)).error.code
  } catch {
    return 'unknown'
  }
}
