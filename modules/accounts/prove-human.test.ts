import { provide } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  accountsModule,
  type BotCheck,
  BotCheckUnavailable,
  botCheck,
  forgotPassword,
  logIn,
  register,
} from './index.ts'
import { codeOf, password } from './testing/people.ts'

/** As a company would judge: by the token alone, and sometimes not at all. */
const company: BotCheck = {
  siteKey: 'public',
  verify: async ({ token, action }) => {
    if (token === 'nobody answers') throw new BotCheckUnavailable()
    return token === `person at ${action}` ? 'person' : 'program'
  },
}

let shop: TestShop

beforeAll(async () => {
  shop = await createTestShop({ modules: [accountsModule], provisions: [provide(botCheck, company)], clock: false })
})
afterAll(() => shop.close())

const sql = () => shop.runtime.databaseOf('accounts').web
const shown = (botToken: string | undefined) => (botToken === undefined ? {} : { botToken })

test.each([
  [undefined, 'bot_suspected', 0],
  ['program', 'bot_suspected', 0],
  ['person at log-in', 'bot_suspected', 0],
  ['person at register', undefined, 1],
  ['nobody answers', undefined, 1],
])('a registration with %s ends with %s', async (token, code, accounts) => {
  const email = `${String(token).replaceAll(' ', '-')}@example.com`
  expect(codeOf(await shop.call(register, { email, password, name: '', locale: 'en', ...shown(token) }))).toBe(code)
  expect(await sql()`select 1 from accounts.account where email = ${email}`).toHaveLength(accounts)
})

test('a log-in by a program is no failure of the account', async () => {
  const login = 'ada@example.com'
  const failures = async () =>
    (await sql()`select coalesce(sum(failures), 0)::int as sum from accounts.attempt`)[0]?.sum
  expect(codeOf(await shop.call(logIn, { login, password, ...shown('program') }))).toBe('bot_suspected')
  expect(await failures()).toBe(0)
  expect(codeOf(await shop.call(logIn, { login, password, ...shown('person at log-in') }))).toBe('invalid_credentials')
  expect(await failures()).toBe(1)
})

test('a program has no mail written', async () => {
  expect(codeOf(await shop.call(forgotPassword, { email: 'ada@example.com' }))).toBe('bot_suspected')
})
