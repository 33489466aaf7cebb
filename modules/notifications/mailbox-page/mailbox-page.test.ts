import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listMailbox, mailboxPage, notificationsModule, send } from '../index.ts'
import { orderPlacedMessage } from '../testing/messages.ts'

let shop: TestShop
let id: string

beforeAll(async () => {
  shop = await createTestShop({ modules: [notificationsModule] })
  const messages = [orderPlacedMessage({ dedupeKey: 'page', to: '"<b>"@example.com' })]
  await shop.call(send, { messages })
  await shop.settled()
  id = (await shop.call(listMailbox, { limit: 1 })).items[0]?.id ?? ''
})
afterAll(() => shop.close())

const at = (path: string) => mailboxPage(shop.runtime.call, '/dev/mail', path)

describe('mailboxPage', () => {
  test('lists the mails, escaped, without anything that its policy forbids', async () => {
    const list = await at('')
    expect(list?.body).toContain(`<a href="/dev/mail/${id}">We have received your order M-100042</a>`)
    expect(list?.body).toContain('&quot;&lt;b&gt;&quot;@example.com')
    expect(list?.body).not.toMatch(/<script| style="| on\w+="/)
    expect(list?.contentSecurityPolicy).toMatch(/^default-src 'none'; style-src 'sha256-/)
  })

  test('shows a mail as text, and its HTML in a frame of its own', async () => {
    const shown = await at(`/${id}`)
    expect(shown?.body).toContain('Thank you for your order')
    expect(shown?.body).toContain(`<iframe sandbox="allow-popups" title="The mail as HTML" src="/dev/mail/${id}/html">`)
    const html = await at(`/${id}/html`)
    expect(html?.body).toContain('<h1 style=')
    expect(html?.contentSecurityPolicy).toContain('sandbox')
  })

  test('knows no other page', async () => {
    expect(await at('/nothing')).toBeUndefined()
    expect(await at('/018f0000-0000-7000-8000-000000000000')).toBeUndefined()
    expect(await at(`/${id}/script`)).toBeUndefined()
  })
})
