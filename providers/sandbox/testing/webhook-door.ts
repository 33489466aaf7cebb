import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ReceivedWebhook = {
  readonly body: string
  readonly headers: { name: string; value: string }[]
  readonly at: Date
}

/** A door on the loopback at which webhooks come in. */
export type WebhookDoor = {
  readonly url: string
  /** All that came, in its order. */
  readonly received: readonly ReceivedWebhook[]
  /** What is done with each; the bank is answered 200, or 503 when it throws. */
  handle: (webhook: ReceivedWebhook) => Promise<void>
  close(): Promise<void>
}

export async function openWebhookDoor(): Promise<WebhookDoor> {
  const received: ReceivedWebhook[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const headers = Object.entries(request.headers).map(([name, value]) => ({ name, value: String(value) }))
    const webhook = { body: Buffer.concat(chunks).toString(), headers, at: new Date() }
    received.push(webhook)
    const status = await door.handle(webhook).then(
      () => 200,
      () => 503,
    )
    response.writeHead(status).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const door: WebhookDoor = {
    url: `http://127.0.0.1:${port}/webhooks/sandbox`,
    received,
    handle: async () => {},
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return door
}
