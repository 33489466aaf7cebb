import { accountsModule, listTokenKeys } from '@merx/accounts'
import { createHttp, type Http, httpSettings } from '@merx/kernel/server'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { listMailbox, notificationsModule, readMailbox } from '@merx/notifications'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerOf, type Buyer, newBuyer } from './buyer.ts'
import { unhurried } from './open-shop.ts'

let shop: TestShop
let http: Http
let url: string

beforeAll(async () => {
  shop = await createTestShop({ modules: [accountsModule, notificationsModule], now: new Date() })
  http = await createHttp(shop.runtime, { settings: httpSettings.schema.parse(unhurried) })
  url = await http.listen({ port: 0 })
})
afterAll(async () => {
  await http.close()
  await shop.close()
})

const password = 'tall ships at noon'

/** The link of the last mail to an address, as its reader finds it. */
async function linkTo(email: string): Promise<URL> {
  await shop.settled()
  const { items } = await shop.call(listMailbox, { limit: 50 })
  const entry = items.find(({ recipient }) => recipient === email)
  const mail = await shop.call(readMailbox, readMailbox.input.parse({ id: entry?.id }))
  return new URL(/https?:\/\/\S+/.exec('text' in mail ? String(mail.text) : '')?.[0] ?? 'nothing:')
}

/** Somebody who has registered and confirmed that in a browser. */
async function newCustomer(email: string): Promise<Buyer> {
  const browser = newBuyer(url, 'cookie')
  answerOf(await browser.call('accounts.register', { email, password, name: 'Ada' }))
  const token = (await linkTo(email)).searchParams.get('token') ?? ''
  answerOf(await browser.call('accounts.verify-email', { token, password }))
  return browser
}

function profile(cookies: ReadonlyMap<string, string>, only?: string) {
  const cookie = [...cookies].filter(([name]) => only === undefined || name === only)
  return fetch(`${url}/api/v1/account`, {
    headers: { cookie: cookie.map(([name, token]) => `${name}=${token}`).join('; ') },
  })
}

/** JSON of whatever shape the test expects. */
async function bodyOf(answer: Response) {
  return Object(await answer.json())
}

test('a customer registers, confirms by the mail, and is known by cookies that scripts cannot read', async () => {
  const browser = await newCustomer('ada@example.com')
  expect(answerOf(await browser.call('accounts.show-profile'))).toMatchObject({ email: 'ada@example.com', name: 'Ada' })
  const handed = browser.setCookies.filter((cookie) => /^merx_(access|refresh)=/.test(cookie))
  expect(handed).toHaveLength(2)
  for (const cookie of handed) expect(cookie).toContain('Path=/; HttpOnly; SameSite=Lax')
})

test('whose access token is over is nobody, is told so, and is known again after a renewal that nobody sees', async () => {
  const browser = await newCustomer('grace@example.com')
  const answer = await profile(browser.tokens, 'merx_refresh')
  expect([answer.status, (await bodyOf(answer)).code]).toEqual([401, 'token_expired'])
  shop.clock.now = new Date(shop.clock.now.getTime() + 601_000)
  expect((await profile(browser.tokens)).status).toBe(401)
  const [one, other] = await Promise.all([
    browser.call('accounts.show-profile'),
    browser.call('accounts.list-sessions'),
  ])
  expect(answerOf(one).email).toBe('grace@example.com')
  expect(answerOf(other).items).toHaveLength(1)
})

test('one of two browsers is logged out from the other, and becomes a guest', async () => {
  const laptop = await newCustomer('two@example.com')
  const phone = newBuyer(url, 'cookie')
  answerOf(await phone.call('accounts.log-in', { login: 'two@example.com', password }))
  const { items } = answerOf(await laptop.call('accounts.list-sessions'))
  const other = items.find(({ isThis }) => !isThis)
  if (!other) throw new Error('expected two sessions')
  answerOf(await laptop.call('accounts.end-session', { sessionId: other.id }))
  expect(await phone.call('accounts.show-profile')).toMatchObject({ ok: false, code: 'unauthenticated' })
  expect([phone.tokens.get('merx_access'), phone.tokens.get('merx_refresh')]).toEqual(['', ''])
  expect(answerOf(await laptop.call('accounts.list-sessions')).items).toHaveLength(1)
})

test('a page of another site does nothing with the cookies of a customer', async () => {
  const browser = await newCustomer('visited@example.com')
  const cookie = [...browser.tokens].map(([name, token]) => `${name}=${token}`).join('; ')
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'DELETE',
    headers: { cookie, origin: 'https://evil.example' },
  })
  expect([answer.status, (await bodyOf(answer)).code]).toEqual([403, 'cross_site'])
  expect(answerOf(await browser.call('accounts.list-sessions')).items).toHaveLength(1)
})

test('a client without cookies gets its tokens in the answer, and anybody verifies them with the public keys', async () => {
  await newCustomer('native@example.com')
  const post = async (path: string, body: object, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    return { status: answer.status, cookies: answer.headers.getSetCookie(), body: await bodyOf(answer) }
  }
  const signedIn = await post('/session', { login: 'native@example.com', password }, { 'merx-refresh': 'new' })
  expect(signedIn).toMatchObject({ status: 201, cookies: [], body: { status: 'signed_in', expiresIn: 600 } })
  const { access, refresh } = signedIn.body.tokens
  const mine = await fetch(`${url}/api/v1/account`, { headers: { authorization: `Bearer ${access}` } })
  expect((await bodyOf(mine)).email).toBe('native@example.com')
  const { keys } = await shop.call(listTokenKeys, {})
  const { payload } = await jwtVerify(access, createLocalJWKSet({ keys }), {
    issuer: 'merx',
    audience: 'merx',
    currentDate: shop.clock.now,
  })
  expect(payload.sub).toBe(signedIn.body.userId)
  const renewed = await post('/session/refresh', { refreshToken: refresh })
  expect(renewed.body.tokens.refresh).not.toBe(refresh)
  expect((await post('/session/refresh', { refreshToken: 'none' })).body.code).toBe('session_ended')
})

test('a forgotten password is replaced by the link of a mail', async () => {
  const email = 'forgetful@example.com'
  await newCustomer(email)
  // mails of one moment have no order
  shop.clock.now = new Date(shop.clock.now.getTime() + 1_000)
  const browser = newBuyer(url, 'cookie')
  answerOf(await browser.call('accounts.forgot-password', { email }))
  const link = await linkTo(email)
  expect(link.pathname).toBe('/account/reset-password')
  const another = 'seven quiet herons'
  answerOf(
    await browser.call('accounts.reset-password', { token: link.searchParams.get('token') ?? '', password: another }),
  )
  expect(answerOf(await browser.call('accounts.log-in', { login: email, password: another })).status).toBe('signed_in')
})
