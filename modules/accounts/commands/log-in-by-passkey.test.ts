import type { TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  addPasskey,
  beginPasskey,
  beginPasskeyLogIn,
  listPasskeys,
  logInByPasskey,
  logOutEverywhere,
  removePasskey,
  renamePasskey,
} from '../index.ts'
import { createAuthenticator } from '../testing/authenticator.ts'
import { answered, bare, codeOf, newPerson, openAccounts, type Session } from '../testing/people.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await openAccounts()
})
afterAll(() => shop.close())

const passkeysOf = async (person: Session) => answered(await shop.call(listPasskeys, {}, person.frame)).items
const creationFor = async (person: Session) => answered(await shop.call(beginPasskey, {}, person.frame))
const request = async () => answered(await shop.call(beginPasskeyLogIn, {}))

async function withPasskey(email: string) {
  const person = await newPerson(shop, email)
  const authenticator = createAuthenticator()
  const passkey = authenticator.make(await creationFor(person))
  answered(await shop.call(addPasskey, { passkey, name: 'My phone' }, person.frame))
  return { person, authenticator, id: passkey.id }
}

describe('a passkey', () => {
  test('logs its owner in, named by nobody', async () => {
    const { person, authenticator } = await withPasskey('ada@example.com')
    const passkey = authenticator.show(await request())
    const answer = answered(await shop.call(logInByPasskey, { passkey }, bare))
    expect(answer).toMatchObject({ status: 'signed_in', userId: person.userId })
    expect(await passkeysOf(person)).toEqual([
      expect.objectContaining({ name: 'My phone', usedAt: shop.clock.now.toISOString(), isSynced: false }),
    ])
  })

  test('answers a challenge once, also where two do at the same time', async () => {
    const { authenticator } = await withPasskey('once@example.com')
    const passkey = authenticator.show(await request())
    const answers = await Promise.all([1, 2, 3].map(() => shop.call(logInByPasskey, { passkey }, bare)))
    expect(answers.map(codeOf).toSorted()).toEqual(['invalid_passkey', 'invalid_passkey', undefined])
  })

  test('is made for a challenge of its maker alone, within five minutes', async () => {
    const [ada, eve] = [await newPerson(shop, 'maker@example.com'), await newPerson(shop, 'eve@example.com')]
    const stolen = createAuthenticator().make(await creationFor(ada))
    expect(codeOf(await shop.call(addPasskey, { passkey: stolen, name: 'Stolen' }, eve.frame))).toBe('invalid_passkey')
    const late = createAuthenticator().make(await creationFor(ada))
    shop.clock.now = new Date(shop.clock.now.getTime() + 5 * 60_000)
    expect(codeOf(await shop.call(addPasskey, { passkey: late, name: 'Late' }, ada.frame))).toBe('invalid_passkey')
    expect(await passkeysOf(ada)).toEqual([])
  })

  test.each([
    { what: 'a page of another site', circumstances: { origin: 'https://elsewhere.example' } },
    { what: 'an authenticator that did not look who it is', circumstances: { isVerified: false } },
  ])('is taken neither new nor shown from $what', async ({ what, circumstances }) => {
    const person = await newPerson(shop, `${what.length}@example.com`)
    const passkey = createAuthenticator().make(await creationFor(person), circumstances)
    expect(codeOf(await shop.call(addPasskey, { passkey, name: 'Elsewhere' }, person.frame))).toBe('invalid_passkey')
    const { authenticator } = await withPasskey(`shown-${what.length}@example.com`)
    const shown = authenticator.show(await request(), circumstances)
    expect(codeOf(await shop.call(logInByPasskey, { passkey: shown }, bare))).toBe('invalid_passkey')
  })

  test('that was copied counts back, and is not taken', async () => {
    const { authenticator } = await withPasskey('counted@example.com')
    const logIn = async (counter: number) =>
      codeOf(await shop.call(logInByPasskey, { passkey: authenticator.show(await request(), { counter }) }, bare))
    expect(await logIn(5)).toBeUndefined()
    expect(await logIn(5)).toBe('invalid_passkey')
    expect(await logIn(6)).toBeUndefined()
  })

  test('signed by another key is not taken', async () => {
    const { id } = await withPasskey('signed@example.com')
    const passkey = { ...createAuthenticator().show(await request()), id }
    expect(codeOf(await shop.call(logInByPasskey, { passkey }, bare))).toBe('invalid_passkey')
  })

  test('is one account’s, and its owner’s to rename and to remove', async () => {
    const { person, authenticator, id } = await withPasskey('owner@example.com')
    const other = await newPerson(shop, 'other@example.com')
    const again = authenticator.make(await creationFor(other))
    expect(codeOf(await shop.call(addPasskey, { passkey: again, name: 'Again' }, other.frame))).toBe('passkey_in_use')
    for (const operation of [
      () => shop.call(renamePasskey, { id, name: 'Mine' }, other.frame),
      () => shop.call(removePasskey, { id }, other.frame),
    ])
      expect(codeOf(await operation())).toBe('unknown_passkey')
    answered(await shop.call(renamePasskey, { id, name: 'Old phone' }, person.frame))
    expect((await passkeysOf(person)).map(({ name }) => name)).toEqual(['Old phone'])
    answered(await shop.call(removePasskey, { id }, person.frame))
    const shown = authenticator.show(await request())
    expect(codeOf(await shop.call(logInByPasskey, { passkey: shown }, bare))).toBe('invalid_passkey')
  })

  test('is neither added nor removed by a session of long ago, or one that is over', async () => {
    const { person, id } = await withPasskey('stale@example.com')
    shop.clock.now = new Date(shop.clock.now.getTime() + 16 * 60_000)
    expect(codeOf(await shop.call(removePasskey, { id }, person.frame))).toBe('log_in_again')
    expect(codeOf(await shop.call(beginPasskey, {}, person.frame))).toBe('log_in_again')
    const ended = await newPerson(shop, 'ended@example.com')
    answered(await shop.call(logOutEverywhere, {}, ended.frame))
    expect(codeOf(await shop.call(beginPasskey, {}, ended.frame))).toBe('log_in_again')
    expect(await passkeysOf(person)).toHaveLength(1)
  })
})
