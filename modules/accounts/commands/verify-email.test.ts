import type { TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logIn, register, resendVerification, verifyEmail } from '../index.ts'
import { answered, bare, codeOf, linkToken, newPerson, openAccounts, password } from '../testing/people.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await openAccounts()
})
afterAll(() => shop.close())

const sql = () => shop.runtime.databaseOf('accounts').web
const confirmed = async (email: string) =>
  (await sql()`select email_verified_at is not null as yes from accounts.account where email = ${email}`)[0]?.yes

describe('accounts.verify-email', () => {
  test('confirms an account by link and password, not by the link alone', async () => {
    const email = 'victim@example.com'
    answered(await shop.call(register, { email, password, name: '', locale: 'en' }))
    const token = await linkToken(shop, email, 'verify_email')
    expect(codeOf(await shop.call(verifyEmail, { token, password: 'not the one' }))).toBe('invalid_credentials')
    expect(await confirmed(email)).toBe(false)
    expect(answered(await shop.call(verifyEmail, { token, password }, bare)).status).toBe('signed_in')
    expect(await confirmed(email)).toBe(true)
    expect(codeOf(await shop.call(verifyEmail, { token, password }))).toBe('invalid_link')
  })

  test('of two that confirm at once one begins a session', async () => {
    const email = 'both@example.com'
    answered(await shop.call(register, { email, password, name: '', locale: 'en' }))
    const token = await linkToken(shop, email, 'verify_email')
    const codes = await Promise.all([1, 2].map(() => shop.call(verifyEmail, { token, password }, bare)))
    expect(codes.map(codeOf).toSorted()).toEqual(['invalid_link', undefined])
  })

  test('takes the link that was sent again, and writes to nobody who is confirmed', async () => {
    const email = 'again@example.com'
    answered(await shop.call(register, { email, password, name: '', locale: 'en' }))
    expect(await shop.call(resendVerification, { email })).toEqual({})
    shop.clock.now = new Date(shop.clock.now.getTime() + 1_000)
    expect(await shop.call(resendVerification, { email })).toEqual({})
    const token = await linkToken(shop, email, 'verify_email')
    answered(await shop.call(verifyEmail, { token, password }, bare))
    expect(await shop.call(resendVerification, { email })).toEqual({})
    const letters = await sql()`select 1 from accounts.letter where recipient = ${email} and kind = 'verify_email'`
    expect(letters).toHaveLength(3)
  })
})

test('a session begins for nobody who is blocked, though the password is right', async () => {
  const { userId } = await newPerson(shop, 'blocked@example.com')
  let logsIn: Promise<unknown> | undefined
  await sql().begin(async (tx) => {
    await tx`select from accounts.account where id = ${userId} for update`
    logsIn = shop.call(logIn, { login: 'blocked@example.com', password }, bare)
    // its password was looked at, and it waits for the account
    const waiting = () =>
      sql()`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await expect.poll(async () => (await waiting()).length).toBe(1)
    await tx`update accounts.account set status = 'blocked' where id = ${userId}`
  })
  expect(codeOf(await logsIn)).toBe('invalid_credentials')
})
