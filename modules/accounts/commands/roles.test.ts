import { type Caller, isRefused, newId, type Operation } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { permissionsOfAccount } from '../data/roles.ts'
import { UserId } from '../domain/ids.ts'
import { accountsModule } from '../index.ts'
import { listAccounts } from '../queries/list-accounts.ts'
import { listRoles } from '../queries/list-roles.ts'
import { showAccount } from '../queries/show-account.ts'
import { addNote } from './add-note.ts'
import { grantRole } from './grant-role.ts'
import { removeRole } from './remove-role.ts'
import { revokeRole } from './revoke-role.ts'
import { saveRole } from './save-role.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await createTestShop({ modules: [accountsModule], clock: false })
})
afterAll(() => shop?.close())

const sql = () => shop.runtime.databaseOf('accounts').web

const staff = (permissions: readonly string[] | 'all', id: string = newId()): Caller => ({
  kind: 'staff',
  id,
  permissions,
})

const act = <In, Out, Code extends string>(
  operation: Operation<In, Out, Code>,
  input: NoInfer<In>,
  caller = staff('all'),
) => shop.call(operation, input, { caller, issued: new Map() })

const codeOf = (answer: unknown) => (isRefused(answer) ? answer.code : 'done')

let made = 0
const newAccount = async (...roles: readonly string[]): Promise<UserId> => {
  const id = UserId.parse(newId())
  made += 1
  await sql()`
    insert into accounts.account (id, email, name, locale, email_verified_at, created_at)
    values (${id}, ${`person-${made}@example.com`}, ${`Person ${made}`}, 'en', now(), now())`
  for (const role of roles) await act(grantRole, { accountId: id, role })
  return id
}

const voided = async (userId: string) => {
  const rows =
    await sql()`select payload from kernel.event where name = 'accounts.access.changed.v1' and key = ${userId}`
  return rows.length
}

const mayDo = (userId: UserId) => permissionsOfAccount(sql(), userId)

describe('a role', () => {
  test('gives what it is made of, and a change of it reaches all who have it', async () => {
    await act(saveRole, { code: 'packer', name: 'Packer', permissions: ['accounts:read'] })
    const [one, two] = [await newAccount('packer'), await newAccount('packer', 'support')]
    expect(await mayDo(one)).toEqual(['accounts:read'])
    const before = [await voided(one), await voided(two)]
    await act(saveRole, { code: 'packer', name: 'Packer', permissions: ['audit:read'] })
    expect(await mayDo(one)).toEqual(['audit:read'])
    expect(await mayDo(two)).toEqual(expect.arrayContaining(['audit:read', 'orders:write']))
    expect([await voided(one), await voided(two)]).toEqual(before.map((count) => count + 1))
  })

  test('is made of permissions that something asks for', async () => {
    const answer = await act(saveRole, { code: 'wizard', name: 'Wizard', permissions: ['audit:read', 'spells:cast'] })
    expect(isRefused(answer) && [answer.code, answer.data.errors?.map(({ field }) => field)]).toEqual([
      'unknown_permission',
      ['permissions.1'],
    ])
  })

  test('that is everything stays so, and one that somebody has is not removed', async () => {
    expect(codeOf(await act(saveRole, { code: 'admin', name: 'Nobody', permissions: [] }))).toBe('role_is_fixed')
    await act(saveRole, { code: 'porter', name: 'Porter', permissions: [] })
    const porter = await newAccount('porter')
    expect(codeOf(await act(removeRole, { role: 'porter' }))).toBe('role_in_use')
    expect(codeOf(await act(removeRole, { role: 'admin' }))).toBe('role_in_use')
    await act(revokeRole, { accountId: porter, role: 'porter' })
    expect(codeOf(await act(removeRole, { role: 'porter' }))).toBe('done')
    expect(codeOf(await act(removeRole, { role: 'porter' }))).toBe('unknown_role')
  })

  test('is granted once however often, and refused for nobody and for no role', async () => {
    const person = await newAccount('finance')
    const before = await voided(person)
    await act(grantRole, { accountId: person, role: 'finance' })
    expect(await voided(person)).toBe(before)
    expect(codeOf(await act(grantRole, { accountId: person, role: 'king' }))).toBe('unknown_role')
    expect(codeOf(await act(grantRole, { accountId: UserId.parse(newId()), role: 'finance' }))).toBe('unknown_account')
  })
})

describe('nobody gives or takes more than he may do himself', () => {
  const clerk = staff(['staff:write', 'accounts:read', 'orders:read', 'orders:write', 'payments:read', 'shipping:read'])

  test('a role above his own', async () => {
    const person = await newAccount('finance')
    expect(codeOf(await act(grantRole, { accountId: person, role: 'support' }, clerk))).toBe('done')
    for (const role of ['finance', 'admin']) {
      expect(codeOf(await act(grantRole, { accountId: person, role }, clerk))).toBe('above_own')
      expect(codeOf(await act(revokeRole, { accountId: person, role }, clerk))).toBe('above_own')
    }
    expect(await mayDo(person)).not.toBe('all')
  })

  test('by making a role of more, or by changing one that is more', async () => {
    const wanted = { code: 'helper', name: 'Helper', permissions: ['accounts:read'] }
    expect(codeOf(await act(saveRole, wanted, clerk))).toBe('done')
    expect(codeOf(await act(saveRole, { ...wanted, permissions: ['audit:read'] }, clerk))).toBe('above_own')
    expect(codeOf(await act(saveRole, { ...wanted, code: 'finance' }, clerk))).toBe('above_own')
    expect(codeOf(await act(removeRole, { role: 'finance' }, clerk))).toBe('above_own')
  })
})

describe('the last administrator', () => {
  test('stays, also when two take each other’s role away at once', async () => {
    await sql()`delete from accounts.account_role where role = 'admin'`
    const [one, two] = [await newAccount('admin'), await newAccount('admin')]
    const answers = await Promise.all([
      act(revokeRole, { accountId: one, role: 'admin' }, staff('all', two)),
      act(revokeRole, { accountId: two, role: 'admin' }, staff('all', one)),
    ])
    expect(answers.map(codeOf).toSorted()).toEqual(['done', 'last_administrator'])
    const [left] = await sql()`select count(*)::int as count from accounts.account_role where role = 'admin'`
    expect(left?.['count']).toBe(1)
  })
})

describe('accounts as staff see them', () => {
  test('are found by a part of a name, by a role, in pages, and shown with notes', async () => {
    const person = await newAccount('fulfilment')
    await sql()`update accounts.account set name = '100% Ada_' where id = ${person}`
    const found = async (filter: object) => {
      const answer = await act(listAccounts, { limit: 50, ...filter })
      return answer.items.map(({ id }) => id)
    }
    expect(await found({ search: '100% ada_' })).toEqual([person])
    expect(await found({ search: '%' })).toEqual([person])
    expect(await found({ role: 'fulfilment' })).toEqual([person])
    const first = await act(listAccounts, { limit: 1 })
    const second = await act(listAccounts, { limit: 1, after: first.next ?? undefined })
    expect(first.items[0]?.id).toBe(person)
    expect(second.items[0]?.id).not.toBe(person)
    await act(addNote, { accountId: person, body: 'Calls in the morning.' })
    expect(await act(showAccount, { accountId: person })).toMatchObject({
      roles: ['fulfilment'],
      notes: [{ body: 'Calls in the morning.' }],
    })
    expect(codeOf(await act(showAccount, { accountId: UserId.parse(newId()) }))).toBe('unknown_account')
  })

  test('costs the same whatever there is: one statement for a list, two for one', async () => {
    const cost = async (limit: number) => (await shop.statements(() => act(listAccounts, { limit }))).length
    expect([await cost(1), await cost(10)]).toEqual([1, 1])
  })

  test('the roles that come with the shop are made of permissions of its modules', async () => {
    const { items, permissions } = await act(listRoles, {})
    expect(items.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['customer', 'seller', 'support', 'catalogue-manager', 'fulfilment', 'finance', 'admin']),
    )
    expect(permissions).toEqual(expect.arrayContaining(['accounts:read', 'staff:write', 'audit:read']))
  })
})
