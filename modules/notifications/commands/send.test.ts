import { isRefused } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listMailbox, notificationsModule, readMailbox, send } from '../index.ts'
import { orderPlacedMessage } from '../testing/messages.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await createTestShop({ modules: [notificationsModule], now: new Date('2026-03-01T10:00:00Z') })
})
afterAll(() => shop.close())

async function mails() {
  return (await shop.call(listMailbox, { limit: 100 })).items
}

describe('notifications.send', () => {
  test('writes a message once for each dedupe key and sends it after commit', async () => {
    const message = orderPlacedMessage({ dedupeKey: 'event-1', to: 'ada@example.com' })
    expect(await shop.call(send, { messages: [message] })).toEqual({ written: 1 })
    expect(await shop.call(send, { messages: [message] })).toEqual({ written: 0 })
    await shop.settled()
    const sent = (await mails()).filter(({ recipient }) => recipient === 'ada@example.com')
    expect(sent).toMatchObject([{ subject: 'We have received your order M-100042', received: 1 }])
    const [row] = await shop.runtime.databaseOf('notifications').web`
      select status, sent_at, message_id from notifications.message where dedupe_key = 'event-1'`
    expect(row).toEqual({
      status: 'sent',
      sent_at: new Date('2026-03-01T10:00:00Z'),
      message_id: 'ce36863f51b6baf9d16397ffb3e9af506b284a81@noirel.example',
    })
  })

  test('writes many in one statement and records their deliveries in another', async () => {
    const messages = Array.from({ length: 20 }, (_, index) =>
      orderPlacedMessage({ dedupeKey: `many-${index}`, to: 'many@example.com' }),
    )
    const statements = await shop.statements(() => shop.call(send, { messages }))
    expect(statements.filter((statement) => statement.includes('into notifications.'))).toHaveLength(1)
    expect(statements.filter((statement) => statement.includes('kernel.delivery'))).toHaveLength(1)
    await shop.settled()
    expect((await mails()).filter(({ recipient }) => recipient === 'many@example.com')).toHaveLength(20)
  })

  test('a mail that was sent but not marked, as by a crash, comes again under its Message-ID and is counted', async () => {
    await shop.call(send, { messages: [orderPlacedMessage({ dedupeKey: 'crashed', to: 'twice@example.com' })] })
    await shop.settled()
    const { web } = shop.runtime.databaseOf('notifications')
    await web`update notifications.message set status = 'queued', sent_at = null where dedupe_key = 'crashed'`
    await web`
      update kernel.delivery set state = 'waiting', ended_at = null, next_at = now()
      where id = (select id::text from notifications.message where dedupe_key = 'crashed')`
    await shop.settled()
    const [mail, ...others] = (await mails()).filter(({ recipient }) => recipient === 'twice@example.com')
    expect([mail?.received, others.length]).toEqual([2, 0])
  })

  test('reads a mail of the mailbox, and refuses one that is not there', async () => {
    const [entry] = await mails()
    const mail = entry && (await shop.call(readMailbox, { id: entry.id }))
    expect(mail).toMatchObject({ sender: 'Noirel <orders@noirel.example>', subject: entry?.subject })
    const missing = await shop.call(readMailbox, { id: '018f0000-0000-7000-8000-000000000000' })
    expect(isRefused(missing) && missing.code).toBe('unknown_mail')
  })
})
