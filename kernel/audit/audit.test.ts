import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Frame } from '../operations/frame.ts'
import type { Operation } from '../operations/operation.ts'
import { createTestShop, type TestShop } from '../testing/index.ts'
import { newId } from '../values/ids.ts'
import { auditLogOf } from './audit-log.ts'
import { deskModule, file, gather, sendAway, whisper } from './fixtures/desk.ts'
import type { AuditEntry } from './read.ts'
import { verifyChain } from './seal.ts'

const log = auditLogOf('desk')
const writer = newId()
const note = { desk: 'north', writer, pages: 3, colour: null, body: 'Ada Lovelace, 1 Analytical Row' } as const
const staff = { kind: 'staff', id: 'key', permissions: 'all' } as const

let shop: TestShop
beforeAll(async () => {
  shop = await createTestShop({ modules: [deskModule], clock: false })
})
afterAll(() => shop?.close())

let from: string
beforeEach(() => {
  from = `${newId(Date.now() - 1).slice(0, 13)}-7fff-bfff-ffffffffffff`
})

const asStaff = (frame: Partial<Frame> = {}): Partial<Frame> => ({ caller: staff, address: '192.0.2.7', ...frame })

const call = <In, Out, Code extends string>(
  operation: Operation<In, Out, Code>,
  input: NoInfer<In>,
  frame = asStaff(),
) => shop.call(operation, input, { issued: new Map(), ...frame })

/** Of this test, the oldest first. */
const entries = async (): Promise<readonly AuditEntry[]> => {
  const { items } = await shop.runtime.call(log.list, { order: 'oldest', after: from, limit: 100 })
  return items
}

const seal = () => shop.runtime.jobs.runJob('kernel.seal-audit')

const verify = () => shop.runtime.call(log.verify, {})

describe('an audited change', () => {
  test('leaves who, what, to what and from where, and of texts the name alone', async () => {
    const { id } = await call(file, {
      ...note,
      urgent: true,
      lines: [{ word: 'secret', count: 2 }],
      telling: true,
    }).then((answer) => answer as { readonly id: string })
    expect(await entries()).toEqual([
      {
        id: expect.any(String),
        occurredAt: expect.any(String),
        actor: { kind: 'staff', id: 'key' },
        operation: 'desk.file',
        outcome: 'done',
        code: null,
        target: expect.arrayContaining([
          { name: 'desk', value: 'north' },
          { name: 'writer', value: writer },
          { name: 'id', value: id },
        ]),
        change: expect.arrayContaining([
          { name: 'desk', value: 'north' },
          { name: 'writer', value: writer },
          { name: 'pages', value: '3' },
          { name: 'urgent', value: 'true' },
          { name: 'colour', value: 'null' },
          { name: 'lines.0.count', value: '2' },
          { name: 'telling', value: 'true' },
        ]),
        withheld: ['body', 'lines.word'],
        address: '192.0.2.7',
        requestId: expect.any(String),
        traceId: expect.any(String),
        seal: null,
      },
    ])
    expect(JSON.stringify(await entries())).not.toMatch(/Ada|Analytical|secret/)
  })

  test('costs no statement where it has an event, and one where it has none', async () => {
    const cost = async (telling: boolean) =>
      (await shop.statements(() => call(file, { ...note, lines: [], telling }))).length
    expect(await cost(true)).toBe(2)
    expect(await cost(false)).toBe(2)
    expect(await shop.statements(() => call(whisper, { body: 'hush' }))).toEqual([])
    expect(await entries()).toHaveLength(2)
  })

  test('leaves nothing when it is refused, unless the refusal keeps what was written', async () => {
    await call(file, { ...note, lines: [], telling: true, pages: 101 })
    expect(await entries()).toEqual([])
    await call(file, { ...note, lines: [], telling: true, pages: 51 })
    expect(await entries()).toMatchObject([{ outcome: 'refused', code: 'counted' }])
    const [{ target } = { target: [] }] = await entries()
    expect(target).toContainEqual({ name: 'drawer', value: 'counted' })
  })

  test('is entered once, however often it is sent with one key', async () => {
    const frame = asStaff({ idempotencyKey: newId() })
    await call(file, { ...note, lines: [], telling: true }, frame)
    await call(file, { ...note, lines: [], telling: true }, { ...frame, issued: new Map() })
    expect(await entries()).toHaveLength(1)
  })

  test('is entered when it begins and when it is done where a party outside is asked, and once where it has steps', async () => {
    await call(sendAway, { pages: 1 })
    expect((await entries()).map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ['desk.send-away', 'begun'],
      ['desk.send-away', 'done'],
    ])
    await call(gather, { pages: 2 })
    expect((await entries()).slice(2)).toMatchObject([{ operation: 'desk.gather', outcome: 'done' }])
  })

  test('by nobody with a permission is told apart: Merx itself has no id', async () => {
    await shop.runtime.call(file, { ...note, lines: [], telling: false })
    expect(await entries()).toMatchObject([{ actor: { kind: 'system', id: null }, address: null }])
  })

  test('of thousands of parts is kept in a hundred, and how many more there were', async () => {
    const lines = Array.from({ length: 500 }, (_, count) => ({ word: 'a', count }))
    await call(file, { ...note, lines, telling: true })
    const [{ change } = { change: [] }] = await entries()
    expect(change).toHaveLength(101)
    expect(change).toContainEqual({ name: 'more', value: '405' })
  })
})

describe('a caller who is turned away', () => {
  test('is entered once a minute; a stranger is not', async () => {
    const frame = (caller: Frame['caller']): Frame => ({
      caller,
      requestId: newId(),
      traceId: newId(),
      credentials: {},
      issued: new Map(),
      idempotencyKey: undefined,
    })
    const user = newId()
    shop.runtime.denials.record(file, frame({ kind: 'user', id: user }))
    shop.runtime.denials.record(file, frame({ kind: 'user', id: user }))
    shop.runtime.denials.record(file, frame({ kind: 'guest' }))
    await expect
      .poll(entries)
      .toMatchObject([{ actor: { kind: 'user', id: user }, operation: 'desk.file', outcome: 'denied' }])
  })
})

describe('reading', () => {
  test('finds by who, what, to what, how it ended and when', async () => {
    await call(file, { ...note, desk: 'south', lines: [], telling: true })
    await call(sendAway, { pages: 1 }, asStaff({ caller: { ...staff, id: 'ada' }, requestId: 'request-of-ada' }))
    const found = async (filter: object) => {
      const { items } = await shop.runtime.call(log.list, { order: 'newest', limit: 100, ...filter })
      return items.filter(({ id }) => id > from).map(({ operation }) => operation)
    }
    expect(await found({ target: 'south' })).toEqual(['desk.file'])
    expect(await found({ target: writer })).toEqual(['desk.file'])
    expect(await found({ actorId: 'ada' })).toEqual(['desk.send-away', 'desk.send-away'])
    expect(await found({ operation: 'desk.file' })).toEqual(['desk.file'])
    expect(await found({ outcome: 'begun' })).toEqual(['desk.send-away'])
    expect(await found({ requestId: 'request-of-ada' })).toHaveLength(2)
    expect(await found({ until: '2020-01-01T00:00:00Z' })).toEqual([])
    expect(await found({ since: '2020-01-01T00:00:00Z' })).toHaveLength(3)
  })
})

describe('the chain', () => {
  test('seals every entry once, also one whose transaction commits after younger ones', async () => {
    const { clock } = shop.runtime.database
    await seal()
    const late = await clock.reserve()
    try {
      await late`begin`
      await late`
        insert into kernel.audit_entry (id, actor_kind, operation, outcome, target, change, withheld, request_id, trace_id)
        values (${newId()}, 'system', 'desk.late', 'done', '{}', '{}', '{}', '', '')`
      await call(file, { ...note, lines: [], telling: true })
      await seal()
      await late`commit`
    } finally {
      late.release()
    }
    const before = await verify()
    await seal()
    const after = await verify()
    expect(after.sealed).toBe(before.sealed + 1)
    expect(after).toMatchObject({ broken: null, unsealed: 0 })
    await seal()
    expect(await verify()).toEqual(after)
    expect((await entries()).map(({ seal }) => (seal?.position ?? 0) - before.sealed)).toEqual([1, 0])
  })

  test.each([
    [
      'an entry that was changed',
      `update kernel.audit_entry set operation = 'desk.other' where id = (select entry from kernel.audit_seal where position = 3)`,
      3,
    ],
    [
      'an entry that was taken out',
      `delete from kernel.audit_entry where id = (select entry from kernel.audit_seal where position = 2)`,
      2,
    ],
    ['a seal that was taken out', 'delete from kernel.audit_seal where position = 4', 5],
    ['a seal that was made anew', `update kernel.audit_seal set hash = sha256('') where position = 5`, 5],
  ])('finds %s', async (_what, damage, position) => {
    await seal()
    expect((await verify()).broken).toBeNull()
    // who may do anything in the database turns off what holds others
    const undone = new Error('rolled back')
    await shop.runtime.database.clock
      .begin(async (tx) => {
        await tx`set local session_replication_role = replica`
        await tx.unsafe(damage)
        expect((await verifyChain(tx)).broken?.position).toBe(position)
        throw undone
      })
      .catch((error: unknown) => expect(error).toBe(undone))
  })

  test('is append only for everybody else', async () => {
    const sql = shop.runtime.database.web
    for (const table of ['audit_entry', 'audit_seal']) {
      await expect(sql.unsafe(`delete from kernel.${table}`)).rejects.toThrow(`kernel.${table} is append only`)
      await expect(sql.unsafe(`truncate kernel.${table} cascade`)).rejects.toThrow('append only')
    }
    await expect(sql`update kernel.audit_entry set operation = ''`).rejects.toThrow('append only')
    await expect(sql`update kernel.audit_seal set position = 0`).rejects.toThrow('append only')
  })
})
