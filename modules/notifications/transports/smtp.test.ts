import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { notificationsModule, send, smtpTransport } from '../index.ts'
import { orderPlacedMessage } from '../testing/messages.ts'

/** What the server does with the next mails; when the list is used up it takes them. */
let answers: ('busy' | 'unknown recipient')[]
let received: string[]
let server: SMTPServer
let url: string

beforeEach(async () => {
  answers = []
  received = []
  server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      let mail = ''
      stream.setEncoding('utf8')
      stream.on('data', (part: string) => {
        mail += part
      })
      stream.on('end', () => {
        const answer = answers.shift()
        if (answer) return done(Object.assign(new Error(answer), { responseCode: answer === 'busy' ? 451 : 550 }))
        received.push(mail)
        done()
      })
    },
  })
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => resolve((listening.address() as AddressInfo).port))
  })
  url = `smtp://127.0.0.1:${port}`
})
afterEach(() => new Promise<void>((resolve) => server.close(resolve)))

const mail = {
  messageId: 'abc@noirel.example',
  from: 'Noirel <orders@noirel.example>',
  to: 'ada@example.com',
  subject: 'Grüße',
  text: 'Hello',
  html: '<p>Hello</p>',
}

describe('smtpTransport', () => {
  test('sends text and HTML under the given Message-ID', async () => {
    await smtpTransport(url).send(undefined, mail)
    expect(received).toHaveLength(1)
    expect(received[0]).toContain('Message-ID: <abc@noirel.example>')
    expect(received[0]).toContain('From: Noirel <orders@noirel.example>')
    expect(received[0]).toContain('To: ada@example.com')
    expect(received[0]).toContain('multipart/alternative')
  })

  test('throws when the server cannot take the mail, for now or for good', async () => {
    answers = ['busy', 'unknown recipient']
    const transport = smtpTransport(url)
    await expect(transport.send(undefined, mail)).rejects.toThrow('451')
    await expect(transport.send(undefined, mail)).rejects.toThrow('550')
    expect(received).toEqual([])
  })

  test('throws when nobody listens', async () => {
    const closed = createServer()
    const port = await new Promise<number>((resolve) => {
      closed.listen(0, '127.0.0.1', () => resolve((closed.address() as AddressInfo).port))
    })
    await new Promise((resolve) => closed.close(resolve))
    await expect(smtpTransport(`smtp://127.0.0.1:${port}`).send(undefined, mail)).rejects.toThrow('ECONNREFUSED')
  })
})

describe('a shop with SMTP_URL', () => {
  let shop: TestShop
  afterAll(() => shop?.close())

  test('delivers after a temporary failure, once, and leaves the mailbox empty', async () => {
    answers = ['busy']
    shop = await createTestShop({ modules: [notificationsModule], environment: { SMTP_URL: url } })
    await shop.call(send, { messages: [orderPlacedMessage({ dedupeKey: 'retried', to: 'ada@example.com' })] })
    await expect.poll(() => received.length, { timeout: 20_000 }).toBe(1)
    await shop.settled()
    expect(received).toHaveLength(1)
    const [{ status } = {}] = await shop.runtime.databaseOf('notifications')
      .web`select status from notifications.message`
    const [{ count } = {}] = await shop.runtime.databaseOf('notifications')
      .web`select count(*) from notifications.mailbox`
    expect([status, count]).toEqual(['sent', 0])
  })
})
