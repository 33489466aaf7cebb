import { Agent, request as openRequest } from 'node:http'
import type { HostileRequest } from './requests.ts'

export type Answer = {
  readonly status: number
  readonly contentType: string
  readonly retryAfter: string | undefined
  readonly body: string
}

export type Sender = {
  /** The answer, or why there is none. */
  send(request: HostileRequest): Promise<Answer | NoAnswer>
  close(): void
}

export type NoAnswer = { readonly reason: 'timed out' | 'connection lost' }

/** `fetch` would mend what is to arrive broken, so requests are written by `node:http`. */
export function createSender(url: string, patience: number): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const { hostname, port } = new URL(url)

  const once = ({ method, path, headers, body }: HostileRequest, kept: Agent | false): Promise<Answer | NoAnswer> =>
    new Promise((resolve) => {
      const length = body === undefined ? {} : { 'content-length': String(body.length) }
      const asked = openRequest({ hostname, port, method, path, headers: { ...headers, ...length }, agent: kept })
      const giveUp = setTimeout(() => {
        resolve({ reason: 'timed out' })
        asked.destroy()
      }, patience)
      asked.on('response', (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          clearTimeout(giveUp)
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? '',
            retryAfter: response.headers['retry-after'],
            body: Buffer.concat(chunks).toString(),
          })
        })
      })
      asked.on('error', () => {
        clearTimeout(giveUp)
        resolve({ reason: 'connection lost' })
      })
      asked.end(body)
    })

  return {
    send: async (request) => {
      const answer = await once(request, agent)
      // a kept connection may end as the request sets out, which is nobody's fault: a new one must bring an answer
      return 'reason' in answer && answer.reason === 'connection lost' ? once(request, false) : answer
    },
    close: () => agent.destroy(),
  }
}
