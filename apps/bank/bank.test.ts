import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createBank } from './bank.ts'

const authorization = 'Bearer key-for-tests'
const order = {
  amount: 4_200,
  currency: 'EUR',
  reference: 'M-100042',
  description: 'Order <M-100042> & more',
  returnUrl: 'https://shop.example/orders/M-100042',
  webhookUrl: 'http://127.0.0.1:9/webhooks',
  metadata: { paymentId: '0198' },
}
const good = { number: '4242424242424242', expiry: '12/39', cvc: '123' }
const Opened = z.object({ id: z.string(), status: z.string(), redirectUrl: z.url() })

describe('the bank under a prefix of another server', () => {
  let folder: string
  let app: FastifyInstance
  const logged: string[] = []
  let keys = 0
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'merx-bank-'))
    app = Fastify({ logger: { level: 'trace', stream: { write: (line: string) => void logged.push(line) } } })
    const bank = createBank({
      apiKey: 'key-for-tests',
      secret: 'secret-for-tests',
      databaseFile: join(folder, 'bank.sqlite'),
      publicUrl: 'http://shop.example/dev/bank',
    })
    await app.register(bank, { prefix: '/dev/bank' })
  })
  afterAll(async () => {
    await app.close()
    await rm(folder, { recursive: true })
  })
  afterEach(() => post('/test/behaviour', {}))

  const get = (path: string) => app.inject({ url: `/dev/bank${path}`, headers: { authorization } })
  const post = (path: string, payload?: object, key?: string) =>
    app.inject({
      method: 'POST',
      url: `/dev/bank${path}`,
      headers: { authorization, ...(key === undefined ? {} : { 'idempotency-key': key }) },
      ...(payload === undefined ? {} : { payload }),
    })
  const newKey = () => {
    keys += 1
    return `key-${keys}`
  }
  const opened = async () => Opened.parse((await post('/payments', order, newKey())).json()).id
  const submit = (path: string, fields: Readonly<Record<string, string>>) =>
    app.inject({
      method: 'POST',
      url: `/dev/bank/pay/${path}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    })

  it('opens a payment once for each key, and refuses the key for another one', async () => {
    const key = newKey()
    const first = await post('/payments', order, key)
    expect(first.statusCode).toBe(201)
    const { id, redirectUrl } = Opened.parse(first.json())
    expect(redirectUrl).toBe(`http://shop.example/dev/bank/pay/${id}`)
    expect((await post('/payments', order, key)).json()).toEqual(first.json())
    const other = await post('/payments', { ...order, amount: 4_201 }, key)
    expect([other.statusCode, other.json().error.code]).toEqual([409, 'idempotency_key_reused'])
  })

  it.each([
    ['no key', { ...order }, undefined],
    ['no amount', { ...order, amount: 0 }, 'a'],
    ['a fraction', { ...order, amount: 1.5 }, 'b'],
    ['a script for an address', { ...order, returnUrl: 'javascript:alert(1)' }, 'c'],
    ['a field too many', { ...order, card: '4242' }, 'd'],
  ])('refuses a request with %s', async (_, body, key) => {
    const answer = await post('/payments', body, key)
    expect([answer.statusCode, answer.json().error.code]).toEqual([422, 'invalid_request'])
  })

  it.each(['/payments/pay_x', '/test/payments', '/test/behaviour'])(
    'shows %s to nobody without the key',
    async (path) => {
      for (const shown of [undefined, 'Bearer wrong', 'Bearer key-for-test']) {
        const headers = shown === undefined ? {} : { authorization: shown }
        expect((await app.inject({ url: `/dev/bank${path}`, headers })).statusCode).toBe(401)
      }
    },
  )

  it('shows a page without script, with everything escaped and labelled', async () => {
    const page = await app.inject({ url: `/dev/bank/pay/${await opened()}` })
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' https://shop.example; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(page.body).toContain('Order &lt;M-100042&gt; &amp; more')
    expect(page.body).toContain('€42.00')
    expect(page.body).not.toMatch(/<script|style=|onclick/)
    for (const name of ['number', 'expiry', 'cvc']) expect(page.body).toContain(`<label for="${name}">`)
    expect((await app.inject({ url: '/dev/bank/style.css' })).headers['content-type']).toContain('text/css')
  })

  it('says by field what does not fit, and never shows the number again', async () => {
    const id = await opened()
    const answer = await submit(id, { number: '4242424242424241', expiry: '12/39', cvc: '' })
    expect(answer.statusCode).toBe(422)
    expect(answer.body).toContain(
      '<span class="error" id="number-error">This is no card number: check the digits.</span>',
    )
    expect(answer.body).toContain('<span class="error" id="cvc-error">Enter the security code.</span>')
    expect(answer.body).toContain('value="12/39"')
    expect(answer.body).not.toContain('4242424242424241')
    expect((await get(`/payments/${id}`)).json()).toMatchObject({ status: 'open', received: 0 })
  })

  it('takes the money once when the form is sent twice, and closes the page', async () => {
    const id = await opened()
    const answers = await Promise.all([submit(id, good), submit(id, good)])
    expect(answers.map(({ statusCode, headers }) => [statusCode, headers.location])).toEqual([
      [303, order.returnUrl],
      [303, order.returnUrl],
    ])
    const { items } = (await get('/test/payments')).json()
    const payment = items.find((item: { readonly id: string }) => item.id === id)
    expect(payment).toMatchObject({ status: 'captured', received: 4_200, card: { brand: 'Visa', last4: '4242' } })
    expect(payment.webhooks.map(({ type }: { readonly type: string }) => type)).toEqual([
      'payment.authorized',
      'payment.captured',
    ])
    const page = await app.inject({ url: `/dev/bank/pay/${id}` })
    expect(page.body).toContain('This payment was made.')
    expect(page.body).not.toContain('<input')
  })

  it('gives back no more than came, once for each key', async () => {
    const id = await opened()
    const path = `/payments/${id}/refunds`
    expect((await post(path, { amount: 1 }, newKey())).statusCode).toBe(409)
    await submit(id, good)
    const key = newKey()
    const first = await post(path, { amount: 3_000 }, key)
    expect((await post(path, { amount: 3_000 }, key)).json()).toEqual(first.json())
    expect((await post(path, { amount: 3_001 }, key)).json().error.code).toBe('idempotency_key_reused')
    expect((await post(path, { amount: 1_201 }, newKey())).json().error.code).toBe('refund_exceeds_payment')
    expect((await get(`/payments/${id}`)).json()).toMatchObject({ refunded: 3_000 })
  })

  it('cancels what is open and leaves what was paid', async () => {
    const open = await opened()
    expect((await post(`/payments/${open}/cancel`)).json()).toMatchObject({ status: 'cancelled' })
    expect((await submit(open, good)).headers.location).toBe(order.returnUrl)
    expect((await get(`/payments/${open}`)).json()).toMatchObject({ status: 'cancelled', received: 0 })
    const paid = await opened()
    await submit(paid, good)
    expect((await post(`/payments/${paid}/cancel`)).json()).toMatchObject({ status: 'captured' })
  })

  it('answers 503 to shops while it is out of order, and still takes cards', async () => {
    const id = await opened()
    await post('/test/behaviour', { unavailable: true })
    expect((await get(`/payments/${id}`)).statusCode).toBe(503)
    expect((await submit(id, good)).statusCode).toBe(303)
  })

  it('tells nothing of payments that do not exist', async () => {
    expect((await app.inject({ url: '/dev/bank/pay/pay_x' })).statusCode).toBe(404)
    expect((await submit('pay_x', good)).statusCode).toBe(404)
    expect((await post('/payments/pay_x/cancel')).statusCode).toBe(404)
    expect((await submit(`${await opened()}/challenge`, { answer: 'perhaps' })).statusCode).toBe(422)
  })

  it('writes no card number and no code into its books or its log', async () => {
    const id = await opened()
    await submit(id, { number: '4000002500003155', expiry: '11/38', cvc: '719' })
    await submit(`${id}/challenge`, { answer: 'approve' })
    const books = await Promise.all(
      ['bank.sqlite', 'bank.sqlite-wal'].map((file) => readFile(join(folder, file), 'latin1')),
    )
    const all = `${[...books, ...logged].join('')}`
    expect(all).toContain('3155')
    for (const secret of ['4000002500003155', '4242424242424242', '400000250000', '11/38'])
      expect(all).not.toContain(secret)
  })
})
