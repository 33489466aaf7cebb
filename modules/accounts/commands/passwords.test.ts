import type { TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  changePassword,
  forgotPassword,
  listSessions,
  logIn,
  refresh,
  register,
  resetPassword,
  unlock,
} from '../index.ts'
import { answered, bare, codeOf, linkToken, logInAs, newPerson, openAccounts, password } from '../testing/people.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await openAccounts()
})
afterAll(() => shop.close())

const another = 'seven quiet herons'
const sql = () => shop.runtime.databaseOf('accounts').web
const lettersTo = async (email: string, kind: string) =>
  (await sql()`select 1 from accounts.letter where recipient = ${email} and kind = ${kind}`).length
const canLogIn = async (login: string, tried: string) =>
  codeOf(await shop.call(logIn, { login, password: tried }, bare)) === undefined
const later = (seconds: number) => {
  shop.clock.now = new Date(shop.clock.now.getTime() + seconds * 1_000)
}

describe('accounts.forgot-password and reset-password', () => {
  test('set a new one by the link of the mail, end all sessions, and the link works once', async () => {
    const email = 'forgetful@example.com'
    const before = await newPerson(shop, email)
    expect(await shop.call(forgotPassword, { email: 'FORGETFUL@example.com' })).toEqual({})
    const token = await linkToken(shop, email, 'reset_password')
    expect(codeOf(await shop.call(resetPassword, { token, password: 'password123' }))).toBe('weak_password')
    answered(await shop.call(resetPassword, { token, password: another }))
    expect([await canLogIn(email, password), await canLogIn(email, another)]).toEqual([false, true])
    expect(codeOf(await shop.call(refresh, { refreshToken: before.refresh }))).toBe('session_ended')
    expect(await shop.runtime.recognise?.(before.access)).toBe('token_expired')
    expect(codeOf(await shop.call(resetPassword, { token, password }))).toBe('invalid_link')
    expect(await lettersTo(email, 'password_changed')).toBe(1)
  })

  test('of two that use the link at once one does', async () => {
    const email = 'both@example.com'
    await newPerson(shop, email)
    await shop.call(forgotPassword, { email })
    const token = await linkToken(shop, email, 'reset_password')
    const codes = await Promise.all(
      [another, 'nine loud ravens'].map((chosen) => shop.call(resetPassword, { token, password: chosen })),
    )
    expect(codes.map(codeOf).toSorted()).toEqual(['invalid_link', undefined])
  })

  test('a link is too old after an hour, and none for another use opens it', async () => {
    const email = 'late@example.com'
    await newPerson(shop, email)
    await shop.call(forgotPassword, { email })
    const token = await linkToken(shop, email, 'reset_password')
    expect(codeOf(await shop.call(unlock, { token }))).toBe('invalid_link')
    later(3_600)
    expect(codeOf(await shop.call(resetPassword, { token, password: another }))).toBe('invalid_link')
  })

  test('answer the same for nobody, in as many statements but those of the mail, and not more than five times an hour', async () => {
    const email = 'known@example.com'
    await newPerson(shop, email)
    const statements = (asked: string) => shop.statements(() => shop.call(forgotPassword, { email: asked }))
    expect(await statements('unknown@example.com')).toHaveLength(2)
    expect(await statements(email)).toHaveLength(3)
    for (let round = 0; round < 8; round += 1) await shop.call(forgotPassword, { email })
    expect(await lettersTo(email, 'reset_password')).toBe(5)
  })

  test('confirm an address that was not', async () => {
    const email = 'unconfirmed@example.com'
    answered(await shop.call(register, { email, password, name: '', locale: 'en' }))
    await shop.call(forgotPassword, { email })
    answered(
      await shop.call(resetPassword, { token: await linkToken(shop, email, 'reset_password'), password: another }),
    )
    expect(await canLogIn(email, another)).toBe(true)
  })
})

describe('accounts.change-password', () => {
  test('asks for the old one, keeps this session and ends the others', async () => {
    const email = 'careful@example.com'
    const here = await newPerson(shop, email)
    const there = await logInAs(shop, email)
    const change = (current: string) => shop.call(changePassword, { current, password: another }, here.frame)
    expect(codeOf(await change('wrong'))).toBe('invalid_credentials')
    answered(await change(password))
    expect([await canLogIn(email, password), await canLogIn(email, another)]).toEqual([false, true])
    expect(codeOf(await shop.call(refresh, { refreshToken: there.refresh }))).toBe('session_ended')
    const { items } = answered(await shop.call(listSessions, {}, here.frame))
    expect(items.some(({ isThis }) => isThis)).toBe(true)
    expect(codeOf(await shop.call(refresh, { refreshToken: here.refresh }))).toBeUndefined()
  })

  test('counts failures as a log-in does', async () => {
    const { frame } = await newPerson(shop, 'open-screen@example.com')
    const guess = async () => codeOf(await shop.call(changePassword, { current: 'wrong', password: another }, frame))
    const codes = [await guess(), await guess(), await guess(), await guess()]
    expect(codes).toEqual(['invalid_credentials', 'invalid_credentials', 'invalid_credentials', 'too_many_attempts'])
  })
})

test('who is locked out comes in again by the link of the mail', async () => {
  const email = 'locked@example.com'
  await newPerson(shop, email)
  for (let tries = 0; tries < 10; tries += 1) {
    later(200)
    await canLogIn(email, 'wrong')
  }
  expect(await canLogIn(email, password)).toBe(false)
  answered(await shop.call(unlock, { token: await linkToken(shop, email, 'unlock') }))
  expect(await canLogIn(email, password)).toBe(true)
})

test('a password is hashed by so many at once, so many wait, and the others are told to come back', async () => {
  const small = await openAccounts({ MERX_PASSWORD_PARALLEL: '1', MERX_PASSWORD_WAITING: '2' })
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) => small.call(logIn, { login: `nobody-${index}@example.com`, password })),
  )
  const codes = answers.map(codeOf)
  expect(codes.filter((code) => code === 'invalid_credentials').length).toBeGreaterThanOrEqual(3)
  expect(codes.filter((code) => code === 'busy').length).toBeGreaterThanOrEqual(1)
  expect(new Set(codes)).toEqual(new Set(['invalid_credentials', 'busy']))
  const [counted] = await small.runtime.databaseOf('accounts')
    .web`select coalesce(sum(failures), 0)::int as sum from accounts.attempt`
  expect(counted?.sum).toBe(codes.filter((code) => code === 'invalid_credentials').length)
  await small.close()
})
