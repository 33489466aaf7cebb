import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { z } from 'zod'

/** A stand-in for Cloudflare's `siteverify`, as its documentation describes it: test keys, single use, expiry, faults. */
export type Siteverify = {
  readonly endpoint: string
  /** What a widget on a page of this host gives for a person, for five minutes and one judgement. */
  issue(about: { readonly action: string; readonly hostname: string }): string
  /** As if the five minutes had passed. */
  expire(token: string): void
  /** How the next questions are answered, one entry each; after that as it should be. */
  misbehave(...faults: readonly Fault[]): void
  /** What was asked, the last last. */
  readonly questions: readonly Readonly<Record<string, unknown>>[]
  close(): Promise<void>
}

/** `lost`: judged, and the answer does not arrive. */
type Fault = 'internal-error' | 'garbage' | 'hang-up' | 'lost'

export const testSecrets = {
  passes: '1x0000000000000000000000000000000AA',
  fails: '2x0000000000000000000000000000000AA',
  spent: '3x0000000000000000000000000000000AA',
} as const

export const dummyToken = 'XXXX.DUMMY.TOKEN.XXXX'

type Issued = { readonly action: string; readonly hostname: string; judgedBy?: string; isOld?: boolean }

const Question = z.looseObject({
  secret: z.string().default(''),
  response: z.string().default(''),
  idempotency_key: z.string().optional(),
})

type Verdict = Readonly<Record<string, unknown>>

export async function startSiteverify(secretKey: string): Promise<Siteverify> {
  const tokens = new Map<string, Issued>()
  const questions: Readonly<Record<string, unknown>>[] = []
  const faults: Fault[] = []

  const judge = ({ secret, response, idempotency_key: key = '' }: z.output<typeof Question>): Verdict => {
    if (secret === '') return refusal('missing-input-secret')
    if (response === '') return refusal('missing-input-response')
    if (secret === testSecrets.fails) return refusal('invalid-input-response')
    if (secret === testSecrets.spent) return refusal('timeout-or-duplicate')
    if (secret === testSecrets.passes)
      return response === dummyToken ? acceptance({ hostname: 'example.com' }) : refusal('invalid-input-response')
    if (secret !== secretKey) return refusal('invalid-input-secret')
    const token = tokens.get(response)
    if (!token) return refusal('invalid-input-response')
    if (token.isOld || (token.judgedBy !== undefined && (key === '' || token.judgedBy !== key)))
      return refusal('timeout-or-duplicate')
    token.judgedBy = key
    return acceptance({ hostname: token.hostname, action: token.action })
  }

  const server = createServer(async (request, response) => {
    const question = Question.parse(JSON.parse(await textOf(request)))
    questions.push(question)
    const fault = faults.shift()
    if (fault === 'hang-up') return void request.socket.destroy()
    if (fault === 'internal-error') return void response.writeHead(500).end(JSON.stringify(refusal('internal-error')))
    if (fault === 'garbage') return void response.end('<html>')
    const verdict = judge(question)
    if (fault === 'lost') return void request.socket.destroy()
    response.setHeader('content-type', 'application/json').end(JSON.stringify(verdict))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')

  return {
    endpoint: `http://127.0.0.1:${address.port}/turnstile/v0/siteverify`,
    issue: (about) => {
      const token = `0.${crypto.randomUUID()}`
      tokens.set(token, { ...about })
      return token
    },
    expire: (token) => {
      const issued = tokens.get(token)
      if (issued) issued.isOld = true
    },
    misbehave: (...next) => void faults.push(...next),
    questions,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function refusal(...codes: readonly string[]): Verdict {
  return { success: false, 'error-codes': codes }
}

function acceptance(more: Verdict): Verdict {
  return { success: true, 'error-codes': [], challenge_ts: new Date().toISOString(), ...more }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString()
}
