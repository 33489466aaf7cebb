import { isRefused } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountsModule, contact, register } from '../index.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await createTestShop({ modules: [accountsModule], clock: false, now: new Date('2026-03-01T10:00:00Z') })
})
afterAll(() => shop.close())

const password = 'tall ships at noon'
const sql = () => shop.runtime.databaseOf('accounts').web

const accountsOf = (email: string) => sql()`
  select id, email, name, password_hash as hash, email_verified_at as "verifiedAt" from accounts.account
  where lower(email) = ${email}`

const lettersTo = async (email: string) =>
  (await sql()`select kind from accounts.letter where lower(recipient) = ${email} order by created_at, kind desc`).map(
    ({ kind }) => kind,
  )

describe('accounts.register', () => {
  test('makes an account that waits for its address to be confirmed', async () => {
    expect(await shop.call(register, { email: 'Ada@example.com', password, name: 'Ada', locale: 'de' })).toEqual({})
    const [account] = await accountsOf('ada@example.com')
    expect(account).toMatchObject({ email: 'Ada@example.com', name: 'Ada', verifiedAt: null })
    expect(account?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await lettersTo('ada@example.com')).toEqual(['verify_email'])
    expect(await shop.call(contact, { userId: account?.id })).toEqual({
      userId: account?.id,
      email: 'Ada@example.com',
      emailVerified: false,
      name: 'Ada',
      locale: 'de',
    })
  })

  test('answers the same for an address that is somebody’s, changes nothing of it, and writes to its owner', async () => {
    await shop.call(register, { email: 'owner@example.com', password, name: 'Owner', locale: 'en' })
    await sql()`update accounts.account set email_verified_at = now() where email = 'owner@example.com'`
    const before = await accountsOf('owner@example.com')
    const again = { email: 'OWNER@example.com', password: 'another long one', name: 'Mallory', locale: 'en' }
    expect(await shop.call(register, again)).toEqual({})
    expect(await accountsOf('owner@example.com')).toEqual(before)
    expect(await lettersTo('owner@example.com')).toEqual(['verify_email', 'already_registered'])
  })

  test('costs as many statements either way', async () => {
    const statements = (email: string) =>
      shop.statements(() => shop.call(register, { email, password, name: '', locale: 'en' }))
    expect(await statements('counted@example.com')).toHaveLength(4)
    expect(await statements('owner@example.com')).toHaveLength(4)
  })

  test('asked for fifty times at once makes one account, and no more letters than a mailbox should get', async () => {
    const email = 'fifty@example.com'
    const busyOrDone = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        shop.call(register, { email: index % 2 ? email : email.toUpperCase(), password, name: '', locale: 'en' }),
      ),
    )
    expect(busyOrDone.filter((answer) => !isRefused(answer)).length).toBeGreaterThan(10)
    expect(await accountsOf(email)).toHaveLength(1)
    expect(await lettersTo(email)).toHaveLength(5)
    const [{ events } = {}] = await sql()`
      select count(*)::int as events from kernel.event
      where name = 'accounts.user.registered.v1' and payload->>'userId' in (select id::text from accounts.account where lower(email) = ${email})`
    expect(events).toBe(1)
  })

  test.each([
    ['short one', 'too_short'],
    ['Password2024!', 'too_common'],
    ['ada.lovelace1', 'too_personal'],
  ])('refuses %s as %s', async (weak, code) => {
    const email = 'ada.lovelace@example.com'
    const refused = await shop.call(register, { email, password: weak, name: '', locale: 'en' })
    expect(isRefused(refused) && [refused.code, refused.data.errors]).toMatchObject([
      'weak_password',
      [{ field: 'password', code }],
    ])
    expect(await accountsOf(email)).toHaveLength(0)
  })

  test('knows nobody by an id that is not there', async () => {
    const nobody = await shop.call(contact, contact.input.parse({ userId: '018f0000-0000-7000-8000-000000000000' }))
    expect(isRefused(nobody) && nobody.code).toBe('unknown_user')
  })
})
