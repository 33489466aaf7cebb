import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { type Caller, unseal } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accountsModule, logOut, logOutEverywhere, refresh } from '../index.ts'
import { answered, logInAs, newPerson, openAccounts, type Session, secret, sessionOf } from '../testing/people.ts'
import { sealingKey } from './shop-secret.ts'

let shop: TestShop
/** Another process on the same database. */
let other: TestShop
let ada: Session

beforeAll(async () => {
  shop = await openAccounts()
  other = await createTestShop({ modules: [accountsModule], databases: shop.databases, now: shop.clock.now })
})
afterAll(async () => {
  await other.close()
  await shop.close()
})
beforeEach(async () => {
  ada = await newPerson(shop, `ada-${Math.random()}@example.com`)
})

const recognise = async (token: string, by = shop) => by.runtime.recognise?.(token)

function later(seconds: number): void {
  shop.clock.now = new Date(shop.clock.now.getTime() + seconds * 1_000)
  other.clock.now = shop.clock.now
}

type Forgery = { readonly issuer?: string; readonly audience?: string; readonly typ?: string; readonly kid?: string }

/** Signed by somebody else's key unless told. */
function forged(forgery: Forgery = {}, key = generateKeyPairSync('ed25519').privateKey): Promise<string> {
  const { issuer = 'merx', audience = 'merx', typ = 'at+jwt', kid = 'any' } = forgery
  return new SignJWT({ sid: ada.frame.caller.session })
    .setProtectedHeader({ alg: 'EdDSA', typ, kid })
    .setSubject(ada.userId)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(shop.clock.now)
    .setExpirationTime(Math.floor(shop.clock.now.getTime() / 1_000) + 600)
    .sign(key)
}

const partsOf = (token: string) => token.split('.')
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decoded = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString())

describe('an access token', () => {
  test('tells the caller in every process, the second time at once', async () => {
    const caller: Caller = { kind: 'user', id: ada.userId, session: ada.frame.caller.session }
    expect(await recognise(ada.access)).toEqual(caller)
    expect(await recognise(ada.access, other)).toEqual(caller)
    expect(other.runtime.recognise?.(ada.access)).toEqual(caller)
  })

  test('is verified without a statement once the keys are known', async () => {
    await recognise(ada.access)
    const { access } = await logInAs(shop, await emailOf(ada))
    expect(await shop.statements(() => recognise(access))).toEqual([])
  })

  test('is over after ten minutes, also where it was seen before', async () => {
    const { access } = await logInAs(shop, await emailOf(ada))
    expect(await recognise(ada.access)).toMatchObject({ kind: 'user' })
    later(600)
    expect(await recognise(ada.access)).toBe('token_expired')
    expect(await recognise(access)).toBe('token_expired')
  })

  test.each<[string, (token: string) => string | Promise<string>]>([
    ['another claim', (token) => changed(token, { sub: '018f0000-0000-7000-8000-000000000000' })],
    ['staff permissions', (token) => changed(token, { permissions: 'all' })],
    ['no algorithm', (token) => `${encoded({ alg: 'none', typ: 'at+jwt' })}.${partsOf(token)[1]}.`],
    [
      'the public key as a secret',
      (token) => `${encoded({ ...decoded(partsOf(token)[0]), alg: 'HS256' })}.${partsOf(token)[1]}.AAAA`,
    ],
    ['a signature of somebody else', () => forged()],
    [
      'a signature of somebody else under a key of the shop',
      (token) => forged({ kid: decoded(partsOf(token)[0]).kid }),
    ],
    ['no signature', (token) => `${partsOf(token)[0]}.${partsOf(token)[1]}.`],
    ['half of it', (token) => token.slice(0, token.length / 2)],
    ['nothing', () => ''],
    ['a text', () => 'a.b.c'],
    ['megabytes', () => 'a'.repeat(1_000_000)],
  ])('with %s is none', async (_what, forge) => {
    expect(await recognise(await forge(ada.access))).toBe('unauthenticated')
  })

  test('of the shop’s own key for another audience, issuer or use is none', async () => {
    // the token is good but for the one thing: it is signed with the shop's key
    const { kid } = decoded(partsOf(ada.access)[0])
    const key = await keyOf(kid)
    const sign = (forgery: Forgery) => forged({ kid, ...forgery }, key)
    expect(await recognise(await sign({}))).toMatchObject({ kind: 'user' })
    expect(await recognise(await sign({ audience: 'another' }))).toBe('unauthenticated')
    expect(await recognise(await sign({ issuer: 'another' }))).toBe('unauthenticated')
    expect(await recognise(await sign({ typ: 'JWT' }))).toBe('unauthenticated')
  })

  test('is void in every process when its session ends, and the others of the account are not', async () => {
    const phone = await logInAs(shop, await emailOf(ada))
    for (const by of [shop, other]) expect(await recognise(phone.access, by)).toMatchObject({ kind: 'user' })
    answered(await shop.call(logOut, {}, phone.frame))
    expect(await recognise(phone.access)).toBe('token_expired')
    await expect.poll(() => recognise(phone.access, other), { timeout: 5_000 }).toBe('token_expired')
    expect(await recognise(ada.access, other)).toMatchObject({ kind: 'user' })
  })

  test('is void in every process when its person logs out everywhere; one that comes after is good', async () => {
    for (const by of [shop, other]) await recognise(ada.access, by)
    later(1)
    answered(await shop.call(logOutEverywhere, {}, ada.frame))
    expect(await recognise(ada.access)).toBe('token_expired')
    await expect.poll(() => recognise(ada.access, other), { timeout: 5_000 }).toBe('token_expired')
    const again = await logInAs(shop, await emailOf(ada))
    for (const by of [shop, other]) expect(await recognise(again.access, by)).toMatchObject({ kind: 'user' })
  })

  test('that is void is so too in a process that begins later', async () => {
    later(1)
    answered(await shop.call(logOutEverywhere, {}, ada.frame))
    const late = await createTestShop({ modules: [accountsModule], databases: shop.databases, now: shop.clock.now })
    expect(await recognise(ada.access, late)).toBe('token_expired')
    await late.close()
  })

  test('is signed by a new key after thirty days, and those of the old one stay good meanwhile', async () => {
    const { kid: before } = decoded(partsOf(ada.access)[0])
    later(29 * 24 * 3_600)
    const old = sessionOf(answered(await shop.call(refresh, { refreshToken: ada.refresh })))
    expect(decoded(partsOf(old.access)[0]).kid).toBe(before)
    later(24 * 3_600 + 1)
    const fresh = sessionOf(answered(await shop.call(refresh, { refreshToken: old.refresh })))
    expect(decoded(partsOf(fresh.access)[0]).kid).not.toBe(before)
    expect(await recognise(fresh.access, other)).toMatchObject({ kind: 'user' })
  })
})

function changed(token: string, claims: object): string {
  const [header, payload, signature] = partsOf(token)
  return `${header}.${encoded({ ...decoded(payload), ...claims })}.${signature}`
}

/** The shop's own key. */
async function keyOf(kid: string): Promise<KeyObject> {
  const [row] = await shop.runtime.databaseOf('accounts')
    .web`select sealed from accounts.signing_key where kid = ${kid}`
  return createPrivateKey(String(unseal(sealingKey({ seam: <T>() => secret as T }), row?.sealed)))
}

async function emailOf({ userId }: Session): Promise<string> {
  const [account] = await shop.runtime.databaseOf('accounts')
    .web`select email from accounts.account where id = ${userId}`
  return account?.email
}
