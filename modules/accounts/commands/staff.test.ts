import { type Caller, isRefused, newId } from '@merx/kernel'
import type { TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { permissionsOfAccount } from '../data/roles.ts'
import { UserId } from '../domain/ids.ts'
import { exportMyData } from '../queries/export-my-data.ts'
import { listApiKeys } from '../queries/list-api-keys.ts'
import {
  answered,
  bare,
  codeOf,
  linkToken,
  logInAs,
  newPerson,
  openAccounts,
  password,
  sessionOf,
} from '../testing/people.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { blockAccount } from './block-account.ts'
import { createApiKey } from './create-api-key.ts'
import { eraseMe } from './erase-me.ts'
import { grantRole } from './grant-role.ts'
import { inviteStaff } from './invite-staff.ts'
import { logIn } from './log-in.ts'
import { logOutAccount } from './log-out-account.ts'
import { openSetUp } from './open-set-up.ts'
import { refresh } from './refresh.ts'
import { revokeApiKey } from './revoke-api-key.ts'
import { saveRole } from './save-role.ts'
import { setUp } from './set-up.ts'
import { unblockAccount } from './unblock-account.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await openAccounts()
})
afterAll(() => shop?.close())

const everything: Caller = { kind: 'staff', id: newId(), permissions: 'all' }
const asStaff = { caller: everything }
const sql = () => shop.runtime.databaseOf('accounts').web

const recognised = async (token: string) => shop.runtime.recognise?.(token)

const minutes = (count: number) => {
  shop.clock.now = new Date(shop.clock.now.getTime() + count * 60_000)
}

describe('the first administrator', () => {
  const ada = { email: 'first@example.com', password, name: 'Ada' }

  test('is made once by a link that is given out once, however many start at once', async () => {
    const opened = await Promise.all(Array.from({ length: 5 }, () => shop.runtime.call(openSetUp, {})))
    const tokens = opened.flatMap(({ token }) => token ?? [])
    expect(tokens).toHaveLength(1)
    const [token = ''] = tokens
    expect(codeOf(await shop.call(setUp, { ...ada, token: `${token}x` }, bare))).toBe('invalid_link')
    expect(codeOf(await shop.call(setUp, { ...ada, token, password: 'password' }, bare))).toBe('weak_password')
    const answers = await Promise.all([
      shop.call(setUp, { ...ada, token }, { ...bare, issued: new Map() }),
      shop.call(setUp, { ...ada, email: 'second@example.com', token }, { ...bare, issued: new Map() }),
    ])
    expect(answers.map(codeOf).toSorted()).toEqual(['invalid_link', undefined])
    const session = sessionOf(answers.find((answer) => !isRefused(answer)))
    expect(await permissionsOfAccount(sql(), session.userId)).toBe('all')
    expect(await recognised(session.access)).toMatchObject({ kind: 'staff', permissions: 'all' })
  })

  test('bars the way: there is no further link', async () => {
    minutes(60 * 24 * 3)
    expect(await shop.runtime.call(openSetUp, {})).toEqual({ token: null })
  })
})

describe('an invitation', () => {
  test('gives an address roles and a link; the link its password and a session', async () => {
    const invited = answered(
      await shop.call(
        inviteStaff,
        { email: 'bea@example.com', roles: ['support'] as string[], name: 'Bea', locale: 'en' },
        asStaff,
      ),
    )
    expect(invited.isInvited).toBe(true)
    const token = await linkToken(shop, 'bea@example.com', 'invitation')
    const once = () => shop.call(acceptInvitation, { token, password }, { ...bare, issued: new Map() })
    const answers = await Promise.all([once(), once()])
    expect(answers.map(codeOf).toSorted()).toEqual(['invalid_link', undefined])
    const session = sessionOf(answers.find((answer) => !isRefused(answer)))
    expect(await recognised(session.access)).toMatchObject({
      kind: 'staff',
      id: invited.accountId,
      permissions: expect.arrayContaining(['orders:read']),
    })
  })

  test('to who has an account gives the roles alone', async () => {
    const person = await newPerson(shop, 'cleo@example.com')
    const answer = answered(
      await shop.call(inviteStaff, { email: 'CLEO@example.com', roles: ['finance'], name: '', locale: 'en' }, asStaff),
    )
    expect(answer).toEqual({ accountId: person.userId, isInvited: false })
    expect(await permissionsOfAccount(sql(), person.userId)).toContain('payments:write')
  })

  test('gives nobody more than who invites has', async () => {
    const clerk: Caller = { kind: 'staff', id: newId(), permissions: ['staff:write', 'orders:read'] }
    const wanted = { email: 'dan@example.com', roles: ['admin'], name: '', locale: 'en' }
    expect(codeOf(await shop.call(inviteStaff, wanted, { caller: clerk }))).toBe('above_own')
    expect(await sql()`select 1 from accounts.account where email = 'dan@example.com'`).toHaveLength(0)
  })
})

describe('a blocked account', () => {
  test('is out: its tokens, its refresh token and its password, until it is let in again', async () => {
    const person = await newPerson(shop, 'eve@example.com')
    minutes(1)
    answered(await shop.call(blockAccount, { accountId: person.userId }, asStaff))
    await expect.poll(() => recognised(person.access)).toBe('token_expired')
    expect(codeOf(await shop.call(refresh, { refreshToken: person.refresh }, bare))).toBe('session_ended')
    expect(codeOf(await shop.call(logIn, { login: 'eve@example.com', password }, bare))).toBe('invalid_credentials')
    answered(await shop.call(unblockAccount, { accountId: person.userId }, asStaff))
    minutes(10)
    expect((await logInAs(shop, 'eve@example.com')).userId).toBe(person.userId)
  })

  test('is nobody above who blocks, and not oneself', async () => {
    const boss = await newPerson(shop, 'boss@example.com')
    await shop.call(grantRole, { accountId: boss.userId, role: 'admin' }, asStaff)
    const clerk: Caller = { kind: 'staff', id: newId(), permissions: ['accounts:write'] }
    const accountId = boss.userId
    const answers = await Promise.all([
      shop.call(blockAccount, { accountId }, { caller: clerk }),
      shop.call(unblockAccount, { accountId }, { caller: clerk }),
      shop.call(logOutAccount, { accountId }, { caller: clerk }),
    ])
    expect(answers.map(codeOf)).toEqual(['above_own', 'above_own', 'above_own'])
    const self: Caller = { kind: 'staff', id: boss.userId, permissions: 'all' }
    expect(codeOf(await shop.call(blockAccount, { accountId: boss.userId }, { caller: self }))).toBe('own_account')
  })
})

describe('an api key', () => {
  const newStaff = async (email: string) => {
    const person = await newPerson(shop, email)
    answered(
      await shop.call(
        saveRole,
        { code: 'robot-keeper', name: 'Keeper', permissions: ['api-keys:write', 'audit:read', 'accounts:read'] },
        asStaff,
      ),
    )
    answered(await shop.call(grantRole, { accountId: person.userId, role: 'robot-keeper' }, asStaff))
    const caller: Caller = {
      kind: 'staff',
      id: person.userId,
      permissions: ['api-keys:write', 'audit:read', 'accounts:read'],
    }
    return { ...person, caller }
  }

  const wish = (change: object = {}) => ({
    name: 'robot',
    permissions: ['audit:read'],
    expiresAt: new Date(shop.clock.now.getTime() + 3_600_000).toISOString(),
    perMinute: 600,
    ...change,
  })

  test('is a caller with what it was given, stored as a hash, and its use is seen', async () => {
    const { caller, userId } = await newStaff('fay@example.com')
    const { id, key } = answered(await shop.call(createApiKey, wish(), { caller }))
    expect(await recognised(key)).toEqual({ kind: 'staff', id: userId, session: id, permissions: ['audit:read'] })
    expect(await recognised(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).toBe('unauthenticated')
    const { items } = answered(await shop.call(listApiKeys, {}, { caller }))
    expect(items).toMatchObject([{ id, lastUsedAt: shop.clock.now.toISOString() }])
    const rows = await sql()`select * from accounts.api_key where id = ${id}`
    expect(JSON.stringify(rows)).not.toContain(key.slice(-43))
  })

  test('may never more than its owner, also when he may less than before', async () => {
    const { caller, userId } = await newStaff('gus@example.com')
    expect(codeOf(await shop.call(createApiKey, wish({ permissions: ['orders:write'] }), { caller }))).toBe('above_own')
    const { key } = answered(
      await shop.call(createApiKey, wish({ permissions: ['accounts:read', 'audit:read'] }), { caller }),
    )
    expect(await recognised(key)).toMatchObject({ permissions: ['accounts:read', 'audit:read'] })
    minutes(1)
    answered(
      await shop.call(
        saveRole,
        { code: 'robot-keeper', name: 'Keeper', permissions: ['api-keys:write', 'audit:read'] },
        asStaff,
      ),
    )
    await expect.poll(() => recognised(key)).toMatchObject({ permissions: ['audit:read'] })
    minutes(1)
    answered(await shop.call(blockAccount, { accountId: userId }, asStaff))
    await expect.poll(() => recognised(key)).toBe('unauthenticated')
  })

  test('is void when it is revoked, and over when its time is', async () => {
    const { caller } = await newStaff('hal@example.com')
    const [one, two] = [
      answered(await shop.call(createApiKey, wish(), { caller })),
      answered(await shop.call(createApiKey, wish(), { caller })),
    ]
    expect(await recognised(one.key)).toMatchObject({ kind: 'staff' })
    answered(await shop.call(revokeApiKey, { keyId: one.id }, { caller }))
    answered(await shop.call(revokeApiKey, { keyId: one.id }, { caller }))
    await expect.poll(() => recognised(one.key)).toBe('unauthenticated')
    expect(await recognised(two.key)).toMatchObject({ kind: 'staff' })
    minutes(61)
    expect(await recognised(two.key)).toBe('unauthenticated')
    expect(codeOf(await shop.call(createApiKey, wish({ expiresAt: '2020-01-01T00:00:00Z' }), { caller }))).toBe(
      'invalid_expiry',
    )
  })

  test('is not used oftener than it may', async () => {
    const { caller } = await newStaff('ivy@example.com')
    const { key } = answered(await shop.call(createApiKey, wish({ perMinute: 3 }), { caller }))
    const seen = []
    for (let count = 0; count < 5; count += 1) seen.push(await recognised(key))
    expect(seen.filter((one) => one === 'too_many_requests').length).toBeGreaterThan(0)
    expect(seen[0]).toMatchObject({ kind: 'staff' })
  })
})

describe('erasing oneself', () => {
  test('asks for the password, or for a log-in of the last minutes', async () => {
    const person = await newPerson(shop, 'jan@example.com')
    minutes(11)
    expect(codeOf(await shop.call(eraseMe, {}, person.frame))).toBe('proof_needed')
    expect(codeOf(await shop.call(eraseMe, { password: 'wrong' }, person.frame))).toBe('invalid_credentials')
    expect(await sql()`select 1 from accounts.account where id = ${person.userId} and status = 'active'`).toHaveLength(
      1,
    )
  })

  test('takes the person away, once, and ends what he holds', async () => {
    const person = await newPerson(shop, 'kim@example.com')
    const told = answered(await shop.call(exportMyData, {}, person.frame))
    expect(told.records.find(({ what }) => what === 'account')?.fields).toContainEqual({
      name: 'email',
      value: 'kim@example.com',
    })
    await Promise.all(
      [1, 2].map(() => shop.call(eraseMe, { password: undefined }, { ...person.frame, issued: new Map() })),
    )
    const [account] =
      await sql()`select email, name, status, password_hash from accounts.account where id = ${person.userId}`
    expect(account).toEqual({ email: null, name: '', status: 'erased', password_hash: null })
    const events =
      await sql()`select 1 from kernel.event where name = 'accounts.user.erased.v1' and key = ${person.userId}`
    expect(events).toHaveLength(1)
    const left = await sql()`
      select 1 from accounts.session where account_id = ${person.userId} union all select 1 from accounts.letter where account_id = ${person.userId}`
    expect(left).toHaveLength(0)
    expect(await newPerson(shop, 'kim@example.com')).toMatchObject({
      userId: expect.not.stringContaining(person.userId),
    })
  })

  test('is not for the last administrator', async () => {
    await sql()`delete from accounts.account_role where role = 'admin'`
    const last = await newPerson(shop, 'last@example.com')
    await shop.call(grantRole, { accountId: UserId.parse(last.userId), role: 'admin' }, asStaff)
    expect(codeOf(await shop.call(eraseMe, {}, last.frame))).toBe('last_administrator')
  })
})

describe('the audit log', () => {
  test('tells of log-ins, also of those that failed, without what was typed', async () => {
    const person = await newPerson(shop, 'lea@example.com')
    await shop.call(logIn, { login: 'lea@example.com', password: 'not this one' }, bare)
    const rows = await sql()<{ outcome: string; text: string }[]>`
      select outcome, audit_entry::text as text from kernel.audit_entry
      where jsonb_path_query_array(target, '$.*') @> to_jsonb(${person.userId}::text) order by id`
    expect(rows.map(({ outcome }) => outcome)).toEqual(['done', 'refused'])
    for (const { text } of rows) expect(text).not.toMatch(/lea@|not this one|tall ships/)
  })
})
