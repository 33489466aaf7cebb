import type { TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refresh } from '../index.ts'
import { answered, codeOf, newPerson, openAccounts, sessionOf } from '../testing/people.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await openAccounts()
})
afterAll(() => shop.close())

const renew = async (token: string) => sessionOf(answered(await shop.call(refresh, { refreshToken: token })))
const refused = async (token: string) => codeOf(await shop.call(refresh, { refreshToken: token }))
const later = (seconds: number) => {
  shop.clock.now = new Date(shop.clock.now.getTime() + seconds * 1_000)
}
const day = 24 * 3_600
const accessChanges = (userId: string) =>
  shop.runtime.databaseOf('accounts').web`
    select payload from kernel.event where name = 'accounts.access.changed.v1' and payload->>'userId' = ${userId}`

describe('accounts.refresh', () => {
  test('spends the token and hands out the next, in two statements', async () => {
    const { refresh: first, userId, frame } = await newPerson(shop, 'ada@example.com')
    const second = await renew(first)
    expect(second.userId).toBe(userId)
    expect(second.frame.caller.session).toBe(frame.caller.session)
    expect(second.refresh).not.toBe(first)
    later(60)
    const statements = await shop.statements(() => renew(second.refresh))
    expect(statements).toHaveLength(2)
  })

  test('ends the session of who shows a token that was spent, for both who have one', async () => {
    const { refresh: stolen, userId, frame } = await newPerson(shop, 'robbed@example.com')
    const { refresh: mine } = await renew(stolen)
    later(11)
    expect(await refused(stolen)).toBe('session_ended')
    expect(await refused(mine)).toBe('session_ended')
    const [change] = await accessChanges(userId)
    expect(change?.payload).toMatchObject({ userId, sessionId: frame.caller.session })
  })

  test('knows a token of long ago for what it is', async () => {
    const { refresh: old } = await newPerson(shop, 'old@example.com')
    const { refresh: mine } = await renew((await renew(old)).refresh)
    expect(await refused(old)).toBe('session_ended')
    expect(await refused(mine)).toBe('session_ended')
  })

  test('two requests of one client that meet get the same token, and nobody is logged out', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { refresh: token } = await newPerson(shop, `twice-${round}@example.com`)
      const [one, other] = await Promise.all([renew(token), renew(token)])
      expect(one.refresh).toBe(other.refresh)
      later(60)
      await renew(one.refresh)
    }
  })

  test('takes the tokens back from a browser whose session is over', async () => {
    const issued = new Map()
    const answer = await shop.call(refresh, {}, { credentials: { refresh: 'nothing' }, issued })
    expect(codeOf(answer)).toBe('session_ended')
    expect([...issued]).toEqual([
      ['access', ''],
      ['refresh', ''],
    ])
  })

  test('ends after thirty days without use, and after half a year whatever happens', async () => {
    const idle = await newPerson(shop, 'idle@example.com')
    later(31 * day)
    expect(await refused(idle.refresh)).toBe('session_ended')
    let { refresh: token } = await newPerson(shop, 'busy@example.com')
    for (let days = 20; days <= 160; days += 20) {
      later(20 * day)
      token = (await renew(token)).refresh
    }
    later(21 * day)
    expect(await refused(token)).toBe('session_ended')
  })

  test('is for nobody whose account is blocked', async () => {
    const { refresh: token, userId } = await newPerson(shop, 'blocked@example.com')
    await shop.runtime.databaseOf('accounts').web`update accounts.account set status = 'blocked' where id = ${userId}`
    expect(await refused(token)).toBe('session_ended')
  })
})
