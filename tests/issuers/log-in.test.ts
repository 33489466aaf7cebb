import {
  accountsModule,
  beginIssuerLink,
  beginIssuerLogIn,
  finishIssuerLogIn,
  issuers,
  listIssuers,
  listLinkedIssuers,
  register,
  unlinkIssuer,
} from '@merx/accounts'
import { isRefused, provide, type Refusal } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { oidc } from '@merx/oidc'
import { type IssuerProcess, startIssuer } from '@merx/oidc/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const redirectUri = 'http://localhost:3000/account/issuer'

let people: IssuerProcess
let other: IssuerProcess
let shop: TestShop

beforeAll(async () => {
  people = await startIssuer({ redirectUris: [redirectUri] })
  other = await startIssuer({ redirectUris: [redirectUri] })
  const issuerOf = (code: string, { url, clientId, clientSecret }: IssuerProcess) =>
    oidc({ code, name: code, issuer: url, clientId, clientSecret })
  shop = await createTestShop({
    modules: [accountsModule],
    provisions: [provide(issuers, [issuerOf('people', people), issuerOf('other', other)])],
  })
})
afterAll(async () => {
  await shop.close()
  await Promise.all([people.kill(), other.kill()])
})

const sql = () => shop.runtime.databaseOf('accounts').web

/** A browser of somebody: keeps the tokens that it is handed. */
function newBrowser(caller?: { readonly kind: 'user'; readonly id: string; readonly session: string }) {
  const issued = new Map<string, string>()
  const frame = () => ({
    issued: issued as never,
    credentials: Object.fromEntries(issued),
    agent: 'a browser',
    ...(caller && { caller }),
  })
  return {
    issued,
    begin: async (issuer = 'people', returnTo = '/account') =>
      answered(await shop.call(beginIssuerLogIn, { issuer, returnTo }, frame())).url,
    link: async (issuer = 'people') =>
      answered(await shop.call(beginIssuerLink, { issuer, returnTo: '/account' }, frame())).url,
    finish: (query: string) => shop.call(finishIssuerLogIn, { parameters: query }, frame()),
    frame,
  }
}

async function logIn(login: string, browser = newBrowser()) {
  const back = await people.logIn(await browser.begin(), login)
  return browser.finish(back.search)
}

/** The browser of who is logged in by now. */
async function signedIn(login: string) {
  const browser = newBrowser()
  const { admission } = answered(await logIn(login, browser))
  if (admission.status !== 'signed_in') throw new Error('A second proof is asked for')
  const claims = JSON.parse(Buffer.from(browser.issued.get('access')?.split('.')[1] ?? '', 'base64url').toString())
  return { userId: admission.userId, browser: newBrowser({ kind: 'user', id: admission.userId, session: claims.sid }) }
}

describe('who an issuer vouches for', () => {
  test('gets an account with a confirmed address, and the same one the next time', async () => {
    expect(answered(await shop.call(listIssuers, {})).items.map(({ code }) => code)).toEqual(['people', 'other'])
    const browser = newBrowser()
    const back = await people.logIn(await browser.begin('people', '/checkout?step=2'), 'ada@people.example')
    const { admission, returnTo } = answered(await browser.finish(back.search))
    expect(returnTo).toBe('/checkout?step=2')
    const again = answered(await logIn('ada@people.example'))
    expect(again.admission).toMatchObject({ status: 'signed_in', userId: 'userId' in admission && admission.userId })
    expect(
      await sql()`select email, name, email_verified_at is not null as confirmed, password_hash from accounts.account
      where email = 'ada@people.example'`,
    ).toEqual([{ email: 'ada@people.example', name: 'ada', confirmed: true, password_hash: null }])
  })

  test('is one person, however many of its browsers come for the first time at once', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => logIn('twins@people.example')))
    const users = answers.map((answer) => Object(answered(answer).admission).userId)
    expect(new Set(users).size).toBe(1)
    expect(await sql()`select from accounts.linked_identity where subject = 'twins@people.example'`).toHaveLength(1)
  })

  test('is let in by the address only where both have verified it', async () => {
    expect(codeOf(await logIn('unverified@people.example'))).toBe('address_not_verified')
    expect(await sql()`select from accounts.account where email = 'unverified@people.example'`).toEqual([])

    // somebody else asked for the account and chose its password, and nobody has confirmed it
    const email = 'squatted@people.example'
    answered(await shop.call(register, { email, password: 'chosen by a stranger', name: 'Stranger', locale: 'en' }))
    answered(await logIn(email))
    expect(await sql()`select name, password_hash from accounts.account where email = ${email}`).toEqual([
      { name: 'squatted', password_hash: null },
    ])
  })

  test('keeps the password and the name of an account that is confirmed', async () => {
    const email = 'kept@people.example'
    answered(await shop.call(register, { email, password: 'a password of my own', name: 'Mine', locale: 'en' }))
    await sql()`update accounts.account set email_verified_at = now() where email = ${email}`
    answered(await logIn('KEPT@people.example'))
    expect(
      await sql()`select name, password_hash is not null as "hasPassword" from accounts.account where lower(email) = ${email}`,
    ).toEqual([{ name: 'Mine', hasPassword: true }])
  })

  test('is not let in to an account that is blocked', async () => {
    const { userId } = await signedIn('blocked@people.example')
    await sql()`update accounts.account set status = 'blocked' where id = ${userId}`
    expect(codeOf(await logIn('blocked@people.example'))).toBe('account_blocked')
  })
})

describe('an answer', () => {
  test('is heard once, from the browser that began, and to what it began last', async () => {
    const browser = newBrowser()
    const url = await browser.begin()
    const back = await people.logIn(url, 'once@people.example')
    expect(codeOf(await newBrowser().finish(back.search))).toBe('invalid_answer')
    const stranger = newBrowser()
    await stranger.begin()
    expect(codeOf(await stranger.finish(back.search))).toBe('invalid_answer')
    const answers = await Promise.all([1, 2, 3].map(() => browser.finish(back.search)))
    expect(answers.map(codeOf).toSorted()).toEqual(['invalid_answer', 'invalid_answer', undefined])
  })

  test('of one issuer is none of another', async () => {
    const browser = newBrowser()
    const mine = new URL(await browser.begin('people'))
    const elsewhere = new URL(await newBrowser().begin('other'))
    for (const name of ['state', 'nonce', 'code_challenge'])
      elsewhere.searchParams.set(name, mine.searchParams.get(name) ?? '')
    const back = await other.logIn(elsewhere.href, 'mixed@people.example')
    expect(codeOf(await browser.finish(back.search))).toBe('invalid_answer')
  })

  test('that says no, or nothing, begins no session', async () => {
    const browser = newBrowser()
    const declined = await people.decline(await browser.begin())
    expect(codeOf(await browser.finish(declined.search))).toBe('issuer_declined')
    expect(codeOf(await newBrowser().finish(''))).toBe('invalid_answer')
    expect(codeOf(await newBrowser().finish('?state=x&code=y'))).toBe('invalid_answer')
    expect(browser.issued.get('access')).toBeUndefined()
  })

  test.each(['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example', 'account', '/a b'])(
    'does not lead to %s',
    (returnTo) => {
      expect(beginIssuerLogIn.input.safeParse({ issuer: 'people', returnTo }).success).toBe(false)
    },
  )

  test('waits for an issuer that is away', async () => {
    const browser = newBrowser()
    const back = await other.logIn(await browser.begin('other'), 'away@people.example')
    await other.kill()
    expect(codeOf(await browser.finish(back.search))).toBe('issuer_unavailable')
    expect(codeOf(await shop.call(beginIssuerLogIn, { issuer: 'nobody', returnTo: '/' }))).toBe('unknown_issuer')
    await other.start()
  })
})

describe('who has an account', () => {
  test('adds an issuer to it, whatever address it has there, and takes it away again', async () => {
    const { userId, browser } = await signedIn('mine@people.example')
    answered(await shop.call(unlinkIssuer, { issuer: 'people' }, browser.frame()))
    const back = await people.logIn(await browser.link(), 'unverified-elsewhere@people.example')
    answered(await browser.finish(back.search))
    const linked = answered(await shop.call(listLinkedIssuers, {}, browser.frame()))
    expect(linked).toEqual({ items: [{ issuer: 'people', linkedAt: expect.any(String) }] })
    const { admission } = answered(await logIn('unverified-elsewhere@people.example'))
    expect(admission).toMatchObject({ userId })
  })

  test('adds nobody who is linked to another', async () => {
    await signedIn('taken@people.example')
    const { browser } = await signedIn('taker@people.example')
    const back = await people.logIn(await browser.link(), 'taken@people.example')
    expect(codeOf(await browser.finish(back.search))).toBe('identity_in_use')
  })
})

function answered<T>(answer: T): Exclude<T, Refusal> {
  if (isRefused(answer)) throw new Error(`refused: ${answer.code} ${JSON.stringify(answer.data)}`)
  return answer as Exclude<T, Refusal>
}

function codeOf(answer: unknown): string | undefined {
  return isRefused(answer) ? answer.code : undefined
}
