import type { TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  addAddress,
  changeAddress,
  changeEmail,
  confirmEmail,
  contact,
  endSession,
  listAddresses,
  listSessions,
  removeAddress,
  showProfile,
  updateProfile,
} from '../index.ts'
import {
  answered,
  codeOf,
  linkToken,
  logInAs,
  newPerson,
  openAccounts,
  password,
  type Session,
} from '../testing/people.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await openAccounts()
})
afterAll(() => shop.close())

const staffKey = { caller: { kind: 'staff', id: 'key', permissions: 'all' } } as const

describe('the profile', () => {
  test('is shown, changed in what is given, and is nobody’s by the key of the environment', async () => {
    const { frame, userId } = await newPerson(shop, 'ada@example.com')
    answered(await shop.call(updateProfile, { name: 'Ada', locale: 'de', username: 'ada' }, frame))
    const changed = answered(await shop.call(updateProfile, { phone: '+49 30 1' }, frame))
    expect(changed).toMatchObject({
      userId,
      name: 'Ada',
      locale: 'de',
      username: 'ada',
      phone: '+49 30 1',
      hasPassword: true,
    })
    expect(answered(await shop.call(showProfile, {}, frame))).toEqual(changed)
    expect(answered(await shop.call(updateProfile, { username: null }, frame)).username).toBeNull()
    expect(codeOf(await shop.call(showProfile, {}, staffKey))).toBe('no_account')
  })

  test('a user name is taken by one of all who want it at once', async () => {
    const people = await Promise.all(
      Array.from({ length: 6 }, (_, index) => newPerson(shop, `wants-${index}@example.com`)),
    )
    const codes = await Promise.all(people.map(({ frame }) => shop.call(updateProfile, { username: 'wanted' }, frame)))
    expect(codes.map(codeOf).filter((code) => code === undefined)).toHaveLength(1)
    expect(codes.map(codeOf).filter((code) => code === 'username_taken')).toHaveLength(5)
  })
})

describe('another address', () => {
  const ask = (session: Session, email: string) => shop.call(changeEmail, { email, password }, session.frame)

  test('replaces the old one when it is confirmed; both are written to', async () => {
    const person = await newPerson(shop, 'old@example.com')
    expect(codeOf(await shop.call(changeEmail, { email: 'new@example.com', password: 'wrong' }, person.frame))).toBe(
      'invalid_credentials',
    )
    answered(await ask(person, 'new@example.com'))
    expect(answered(await shop.call(contact, { userId: person.userId })).email).toBe('old@example.com')
    const token = await linkToken(shop, 'new@example.com', 'confirm_new_email')
    answered(await shop.call(confirmEmail, { token }))
    expect(answered(await shop.call(contact, { userId: person.userId }))).toMatchObject({
      email: 'new@example.com',
      emailVerified: true,
    })
    const told = await shop.runtime.databaseOf('accounts')
      .web`select kind from accounts.letter where recipient = 'old@example.com'`
    expect(told.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['email_change_requested', 'email_changed']))
    expect(codeOf(await shop.call(confirmEmail, { token }))).toBe('invalid_link')
    await logInAs(shop, 'new@example.com')
  })

  test('is one account’s, whoever confirms it at once', async () => {
    const people = await Promise.all(['one@example.com', 'two@example.com'].map((email) => newPerson(shop, email)))
    const tokens: string[] = []
    for (const person of people) {
      // so that the last letter is this one
      shop.clock.now = new Date(shop.clock.now.getTime() + 1_000)
      answered(await ask(person, 'shared@example.com'))
      tokens.push(await linkToken(shop, 'shared@example.com', 'confirm_new_email'))
    }
    const codes = await Promise.all(tokens.map((token) => shop.call(confirmEmail, { token })))
    expect(codes.map(codeOf).toSorted()).toEqual(['email_taken', undefined])
  })
})

describe('the address book', () => {
  const address = { name: 'Ada', line1: 'Invalidenstr. 1', city: 'Berlin', postalCode: '10115', country: 'DE' }

  test('has one default for each use, the first being both', async () => {
    const { frame } = await newPerson(shop, 'book@example.com')
    const first = answered(await shop.call(addAddress, { address }, frame))
    const second = answered(
      await shop.call(addAddress, { address: { ...address, city: 'Potsdam' }, isDefaultShipping: true }, frame),
    )
    const defaults = async () =>
      answered(await shop.call(listAddresses, {}, frame)).items.map(({ id, isDefaultShipping, isDefaultBilling }) => [
        id,
        isDefaultShipping,
        isDefaultBilling,
      ])
    expect(await defaults()).toEqual([
      [second.id, true, false],
      [first.id, false, true],
    ])
    answered(await shop.call(changeAddress, { addressId: first.id, address, isDefaultShipping: true }, frame))
    expect(await defaults()).toEqual([
      [first.id, true, true],
      [second.id, false, false],
    ])
    answered(await shop.call(removeAddress, { addressId: first.id }, frame))
    answered(await shop.call(removeAddress, { addressId: first.id }, frame))
    expect(await defaults()).toEqual([[second.id, false, false]])
  })

  test('keeps one default though many are made so at once', async () => {
    const { frame } = await newPerson(shop, 'racing@example.com')
    await Promise.all(
      Array.from({ length: 8 }, () =>
        shop.call(addAddress, { address, isDefaultShipping: true, isDefaultBilling: true }, frame),
      ),
    )
    const { items } = answered(await shop.call(listAddresses, {}, frame))
    expect(items).toHaveLength(8)
    expect(items.filter(({ isDefaultShipping }) => isDefaultShipping)).toHaveLength(1)
  })

  test('is its owner’s alone', async () => {
    const owner = await newPerson(shop, 'owner@example.com')
    const other = await newPerson(shop, 'other@example.com')
    const saved = answered(await shop.call(addAddress, { address }, owner.frame))
    expect(codeOf(await shop.call(changeAddress, { addressId: saved.id, address }, other.frame))).toBe(
      'unknown_address',
    )
    await shop.call(removeAddress, { addressId: saved.id }, other.frame)
    expect(answered(await shop.call(listAddresses, {}, owner.frame)).items).toHaveLength(1)
    expect(answered(await shop.call(listAddresses, {}, other.frame)).items).toEqual([])
  })

  test('takes no postal code and no region that the country does not have', async () => {
    const fields = (input: unknown) =>
      addAddress.input.safeParse({ address: input }).error?.issues.map(({ path }) => path.join('.'))
    expect(fields({ ...address, postalCode: '1011' })).toEqual(['address.postalCode'])
    expect(fields({ ...address, country: 'US', postalCode: '10001', region: 'New York' })).toEqual(['address.region'])
  })
})

test('sessions are listed with their devices, and ended from any of them', async () => {
  const here = await newPerson(shop, 'devices@example.com')
  const there = await logInAs(shop, 'devices@example.com')
  const { items } = answered(await shop.call(listSessions, {}, here.frame))
  expect(items.map(({ device, isThis }) => [device, isThis]).toSorted()).toEqual([
    ['curl', false],
    ['curl', true],
  ])
  const sessionId = endSession.input.parse({ sessionId: there.frame.caller.session })
  answered(await shop.call(endSession, sessionId, here.frame))
  expect(codeOf(await shop.call(endSession, sessionId, here.frame))).toBe('unknown_session')
  const stranger = await newPerson(shop, 'stranger@example.com')
  const mine = endSession.input.parse({ sessionId: here.frame.caller.session })
  expect(codeOf(await shop.call(endSession, mine, stranger.frame))).toBe('unknown_session')
  expect(answered(await shop.call(listSessions, {}, here.frame)).items).toHaveLength(1)
})
