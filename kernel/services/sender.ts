import { setTimeout as wait } from 'node:timers/promises'
import type { Frame } from '../operations/frame.ts'
import type { Log } from '../telemetry/log.ts'
import { createCircuit } from './circuit.ts'
import type { Answer } from './envelope.ts'
import { createLine, type LineRequest, neverLeft } from './line.ts'
import { readReply } from './reply.ts'
import type { Tokens } from './token.ts'
import { ModuleUnavailable } from './unavailable.ts'

/** Sends calls to one module: deadline, repetition, circuit. Tokens that it hands out go into the frame. */
export type Sender = {
  send(sending: Sending, frame: Frame): Promise<readonly Answer[]>
  /** Whether the module answered lately. */
  isReachable(): boolean
  close(): Promise<void>
}

export type Sending = {
  /** Each a call as JSON. */
  readonly calls: readonly string[]
  readonly idempotencyKey: string | undefined
  /** Whether it may arrive twice. */
  readonly repeatable: boolean
}

export type SenderOptions = {
  readonly url: string
  readonly tokens: Tokens
  /** Milliseconds for the answer, with all tries. */
  readonly timeout: number
  readonly log: Log
}

const tries = 3

export function createSender(module: string, { url, tokens, timeout, log }: SenderOptions): Sender {
  const line = createLine(module, url)
  const circuit = createCircuit(module, {
    ask: async (request: LineRequest) => readReply(module, await line.post(request)),
    log,
  })

  const untilAnswered = async (request: LineRequest, repeatable: boolean) => {
    const until = performance.now() + timeout
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await circuit.run(request)
      } catch (error) {
        const pause = Math.random() * 100 * attempt
        if (attempt === tries || !mayRepeat(error, repeatable) || performance.now() + pause > until) throw error
        await wait(pause)
      }
    }
  }

  return {
    send: async ({ calls, idempotencyKey, repeatable }, frame) => {
      const late = new AbortController()
      const timer = setTimeout(() => late.abort(new Error(`gave no answer within ${timeout} ms`)), timeout)
      try {
        const { credentials, requestId, traceId, address, agent } = frame
        const body = envelope(calls, { requestId, traceId, address, agent, credentials, idempotencyKey })
        const headers = headersOf(frame, tokens.make(module, frame))
        const { answers, issued } = await untilAnswered({ headers, body, signal: late.signal }, repeatable)
        if (answers.length !== calls.length)
          throw new Error(`${module} gave ${answers.length} of ${calls.length} answers`)
        for (const [kind, token] of issued) frame.issued.set(kind, token)
        return answers
      } finally {
        clearTimeout(timer)
      }
    },
    isReachable: circuit.isClosed,
    close: async () => {
      circuit.close()
      await line.close()
    },
  }
}

/** Where the module spoke itself it said when to come back; where something broke on the way the request may have arrived. */
function mayRepeat(error: unknown, repeatable: boolean): boolean {
  return error instanceof ModuleUnavailable && error.cause !== undefined && (repeatable || neverLeft(error))
}

/** The calls are JSON already. */
function envelope(calls: readonly string[], rest: Readonly<Record<string, unknown>>): string {
  return `{"calls":[${calls.join()}],${JSON.stringify(rest).slice(1)}`
}

/** The ids stand beside the calls; here they are for logs, of proxies too. */
function headersOf({ requestId, traceId }: Frame, token: string): Readonly<Record<string, string>> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-request-id': requestId }
  return /^[0-9a-f]{32}$/.test(traceId) ? { ...headers, traceparent: `00-${traceId}-${traceId.slice(16)}-01` } : headers
}
