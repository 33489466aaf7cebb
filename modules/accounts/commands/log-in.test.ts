import type { TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logIn, register } from '../index.ts'
import { answered, bare, codeOf, logInAs, newPerson, openAccounts, password } from '../testing/people.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await openAccounts()
})
afterAll(() => shop.close())

const sql = () => shop.runtime.databaseOf('accounts').web
const tryToLogIn = async (login: string, tried: string) => codeOf(await shop.call(logIn, { login, password: tried }))
const later = (seconds: number) => {
  shop.clock.now = new Date(shop.clock.now.getTime() + seconds * 1_000)
}

describe('accounts.log-in', () => {
  test('begins a session for an address in whatever case, and for a user name', async () => {
    const { userId } = await newPerson(shop, 'ada@example.com')
    await sql()`update accounts.account set username = 'ada' where id = ${userId}`
    expect((await logInAs(shop, 'ADA@example.com')).userId).toBe(userId)
    expect((await logInAs(shop, 'Ada')).userId).toBe(userId)
  })

  test('tells the tokens to nobody who keeps cookies', async () => {
    await newPerson(shop, 'browser@example.com')
    const issued = new Map()
    const answer = await shop.call(logIn, { login: 'browser@example.com', password }, { issued })
    expect(answer).toEqual({ status: 'signed_in', userId: expect.any(String), expiresIn: 600 })
    expect([...issued.keys()]).toEqual(['access', 'refresh'])
  })

  test('keeps no more than hashes of tokens', async () => {
    await newPerson(shop, 'hashed@example.com')
    const { refresh } = await logInAs(shop, 'hashed@example.com')
    const rows = JSON.stringify(await sql()`select session::text from accounts.session`)
    for (const part of refresh.split('.')) {
      expect(rows).not.toContain(part)
      expect(rows).not.toContain(Buffer.from(part).toString('hex'))
    }
  })

  test('costs as many statements for nobody as for somebody with a wrong password', async () => {
    await newPerson(shop, 'counted@example.com')
    await logInAs(shop, 'counted@example.com')
    const statements = (login: string, tried: string) => shop.statements(() => tryToLogIn(login, tried))
    expect(await statements('counted@example.com', password)).toHaveLength(6)
    expect(await statements('counted@example.com', 'wrong')).toHaveLength(2)
    expect(await statements('nobody@example.com', 'wrong')).toHaveLength(2)
  })

  test('lets nobody in whose address is not confirmed, and says no more than to a stranger', async () => {
    const email = 'fresh@example.com'
    answered(await shop.call(register, { email, password, name: '', locale: 'en' }))
    const [fresh, stranger] = [
      await shop.call(logIn, { login: email, password }),
      await shop.call(logIn, { login: 'stranger@example.com', password }),
    ]
    expect(fresh).toEqual(stranger)
    expect(codeOf(fresh)).toBe('invalid_credentials')
  })

  test.each(['somebody@example.com', 'nobody-here@example.com'])(
    'makes %s wait longer with each failure, and locks with the tenth',
    async (email) => {
      const isSomebody = email.startsWith('somebody')
      if (isSomebody) await newPerson(shop, email)
      const answers: (string | undefined)[] = []
      for (const pause of [0, 0, 0, 2, 4, 8, 16, 32, 64, 128]) {
        if (pause > 0) {
          later(pause - 1)
          expect(await tryToLogIn(email, 'wrong')).toBe('too_many_attempts')
          later(1)
        }
        answers.push(await tryToLogIn(email, 'wrong'))
      }
      expect(answers).toEqual(Array.from({ length: 10 }, () => 'invalid_credentials'))
      later(899)
      expect(await tryToLogIn(email, password)).toBe('too_many_attempts')
      const letters = await sql()`select kind from accounts.letter where recipient = ${email} and kind = 'unlock'`
      expect(letters).toHaveLength(isSomebody ? 1 : 0)
      later(1)
      const answer = await shop.call(logIn, { login: email, password }, bare)
      expect(codeOf(answer)).toBe(isSomebody ? undefined : 'invalid_credentials')
    },
  )

  test('counts each of many attempts at once', async () => {
    await newPerson(shop, 'guessed@example.com')
    const codes = await Promise.all(Array.from({ length: 15 }, () => tryToLogIn('guessed@example.com', 'wrong')))
    expect(codes.filter((code) => code === 'invalid_credentials')).toHaveLength(3)
    expect(codes.filter((code) => code === 'too_many_attempts')).toHaveLength(12)
  })
})
