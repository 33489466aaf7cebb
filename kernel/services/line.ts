import { errors, Pool } from 'undici'
import { pathOf } from './envelope.ts'
import { ModuleUnavailable } from './unavailable.ts'

/** Connections to the process where a module lives. */
export type Line = {
  /** One try. What breaks on the way is a `ModuleUnavailable` with its cause. */
  post(request: LineRequest): Promise<LineReply>
  close(): Promise<void>
}

export type LineRequest = {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal: AbortSignal
}

export type LineReply = { readonly status: number; readonly retryAfter: number | undefined; readonly body: string }

const connections = 100
const connectTimeout = 1_000
const largestAnswer = 16 * 1024 * 1024

export function createLine(module: string, url: string): Line {
  const pool = new Pool(url, {
    connections,
    pipelining: 1,
    connect: { timeout: connectTimeout },
    // the signal ends a request wherever it is, waiting for a connection too
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: largestAnswer,
  })
  const path = pathOf(module)

  return {
    post: async ({ headers, body, signal }) => {
      try {
        const answer = await pool.request({ path, method: 'POST', headers, body, signal })
        const retryAfter = secondsOf(answer.headers['retry-after'])
        return { status: answer.statusCode, retryAfter, body: await answer.body.text() }
      } catch (error) {
        if (error instanceof errors.ResponseExceededMaxSizeError) throw error
        throw new ModuleUnavailable(module, { cause: error })
      }
    },
    close: () => pool.close(),
  }
}

const beforeConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Whether there was no connection, so that the request never left. */
export function neverLeft({ cause }: ModuleUnavailable): boolean {
  if (!(cause instanceof Error)) return false
  const { code, syscall } = cause as NodeJS.ErrnoException
  return syscall === 'connect' || beforeConnected.has(code ?? '')
}

function secondsOf(header: string | string[] | undefined): number | undefined {
  const seconds = Number(header)
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds : undefined
}
