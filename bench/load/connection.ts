import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export type Request = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export type Reply = { readonly status: number; header(name: string): string | undefined; readonly body: Buffer }

/** One kept connection that sends one request at a time. */
export type Connection = { send(request: Request): Promise<Reply>; close(): void }

const headEnd = Buffer.from('\r\n\r\n')

/**
 * A client as cheap as a client can be, because it shares two cores with what it measures: answers are of known length or without a
 * body, as those of the shop, the floors and the bank are.
 */
export async function openConnection(host: string, port: number): Promise<Connection> {
  const socket = connect({ host, port, noDelay: true })
  await once(socket, 'connect')
  let waiting: PromiseWithResolvers<Reply> | undefined
  let received: Buffer = Buffer.alloc(0)

  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const reply = wholeReply(received)
    if (!reply) return
    received = Buffer.alloc(0)
    const { resolve } = waiting ?? fail(socket, 'An answer came that nobody asked for')
    waiting = undefined
    resolve(reply)
  })
  const lost = (error?: Error) => waiting?.reject(error ?? new Error('The connection was closed by the server'))
  socket.on('error', lost)
  socket.on('close', () => lost())

  return {
    send: ({ method, path, headers = {}, body }) => {
      const fields = Object.entries({
        host: `${host}:${port}`,
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        ...headers,
      })
      const head = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')
      waiting = Promise.withResolvers()
      socket.write(`${method} ${path} HTTP/1.1\r\n${head}\r\n${body ?? ''}`)
      return waiting.promise
    },
    close: () => socket.destroy(),
  }
}

function wholeReply(received: Buffer): Reply | undefined {
  const end = received.indexOf(headEnd)
  if (end < 0) return undefined
  const head = received.toString('latin1', 0, end)
  const header = (name: string) => new RegExp(`\r\n${name}: ([^\r]*)`, 'i').exec(head)?.[1]
  const bodyStart = end + headEnd.length
  const bodyEnd = bodyStart + Number(header('content-length') ?? 0)
  if (received.length < bodyEnd) return undefined
  return { status: Number(head.slice(9, 12)), header, body: received.subarray(bodyStart, bodyEnd) }
}

function fail(socket: Socket, message: string): never {
  socket.destroy()
  throw new Error(message)
}
