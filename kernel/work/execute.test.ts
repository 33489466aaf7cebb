import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isRefused } from '../operations/refusal.ts'
import { createTestShop, type TestShop } from '../testing/index.ts'
import { carry, outside, put, tillModule, withdraw } from './fixtures/till.ts'

let shop: TestShop

const key = '0c4b2f6e-6f3a-4a0e-9d0b-2f1f6b1c7a01'
const otherKey = '0c4b2f6e-6f3a-4a0e-9d0b-2f1f6b1c7a02'

beforeAll(async () => {
  shop = await createTestShop({ modules: [tillModule], clock: false })
})
afterAll(() => shop.close())
beforeEach(async () => {
  await shop.runtime.database.web`truncate till.box, kernel.event, kernel.claim`
})

const boxes = async () =>
  Object.fromEntries(
    (await shop.runtime.database.web<{ name: string; amount: number }[]>`select name, amount from till.box`).map(
      (box) => [box.name, box.amount],
    ),
  )
const events = async () => {
  const rows = await shop.runtime.database.web<{ key: string }[]>`select key from kernel.event order by sequence`
  return rows.map((row) => row.key)
}

describe('a unit of work', () => {
  test('commits the writes and the events of a command together, in two statements', async () => {
    const statements = await shop.statements(async () => {
      expect(await shop.call(put, { box: 'a', amount: 5 })).toEqual({ amount: 5 })
    })
    expect(statements).toHaveLength(2)
    expect(await boxes()).toEqual({ a: 5 })
    expect(await events()).toEqual(['a'])
  })

  test('a refusal rolls everything back', async () => {
    await shop.call(put, { box: 'a', amount: 5 })
    const answer = await shop.call(put, { box: 'a', amount: -6 })
    expect(isRefused(answer) && [answer.code, answer.data]).toEqual(['too_few', { box: 'a' }])
    expect(await boxes()).toEqual({ a: 5 })
    expect(await events()).toEqual(['a'])
  })

  test('a refusal declared to keep its work commits it', async () => {
    const answer = await shop.call(put, { box: 'a', amount: 13 })
    expect(isRefused(answer) && answer.code).toBe('counted')
    expect(await boxes()).toEqual({ a: 13 })
    expect(await events()).toEqual(['a'])
  })

  test('a deadlock repeats the whole unit, and both callers succeed', async () => {
    await Promise.all(['a', 'b'].map((box) => shop.call(put, { box, amount: 100 })))
    const carried = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        shop.call(carry, { from: index % 2 ? 'a' : 'b', to: index % 2 ? 'b' : 'a', amount: 1, telling: 'nobody' }),
      ),
    )
    expect(carried.filter(isRefused)).toEqual([])
    expect(await boxes()).toEqual({ a: 100, b: 100 })
  })
})

describe('a flow', () => {
  test('commits its steps as one, and rolls all of them back when one is refused', async () => {
    await shop.call(put, { box: 'a', amount: 5 })
    expect(await shop.call(carry, { from: 'a', to: 'b', amount: 3, telling: 'after' })).toEqual({ left: 2 })
    const refused = await shop.call(carry, { from: 'a', to: 'c', amount: 3, telling: 'nobody' })
    expect(isRefused(refused) && refused.code).toBe('too_few')
    expect(await boxes()).toEqual({ a: 2, b: 3 })
    expect(await events()).toEqual(['a', 'b', 'a'])
  })

  test('ends at the first step that is refused', async () => {
    await shop.call(put, { box: 'a', amount: 5 })
    await shop.call(put, { box: 'b', amount: 1 })
    const refused = await shop.call(carry, { from: 'a', to: 'b', amount: -3, telling: 'nobody' })
    expect(isRefused(refused) && refused.code).toBe('too_few')
    expect(await boxes()).toEqual({ a: 5, b: 1 })
    expect(await events()).toEqual(['a', 'b'])
  })

  test('calls nobody outside while its steps run', async () => {
    await shop.call(put, { box: 'a', amount: 5 })
    await expect(shop.call(carry, { from: 'a', to: 'b', amount: 3, telling: 'inside' })).rejects.toThrow(
      'the neighbour is called inside a unit of work',
    )
    expect(await boxes()).toEqual({ a: 5 })
  })
})

describe('an idempotency key', () => {
  test('gives the same answer to the same call, and one effect', async () => {
    const frame = { idempotencyKey: key }
    const first = await shop.call(put, { box: 'a', amount: 5 }, frame)
    const second = await shop.call(put, { amount: 5, box: 'a' }, frame)
    expect([first, second]).toEqual([{ amount: 5 }, { amount: 5 }])
    expect(await boxes()).toEqual({ a: 5 })
  })

  test('is refused with another input and by another operation, and is free for another caller', async () => {
    const frame = { idempotencyKey: key }
    await shop.call(put, { box: 'a', amount: 5 }, frame)
    const otherInput = await shop.call(put, { box: 'a', amount: 6 }, frame)
    const otherOperation = await shop.call(carry, { from: 'a', to: 'b', amount: 1, telling: 'nobody' }, frame)
    expect([otherInput, otherOperation].map((answer) => isRefused(answer) && answer.code)).toEqual([
      'idempotency_key_reused',
      'idempotency_key_reused',
    ])
    await shop.call(put, { box: 'a', amount: 6 }, { ...frame, credentials: { cart: 'somebody-else' } })
    expect(await boxes()).toEqual({ a: 11 })
  })

  test('of one guest says nothing to another, who has the same by chance', async () => {
    const by = (cart: string) => ({ idempotencyKey: key, credentials: { cart } })
    expect(await shop.call(put, { box: 'a', amount: 5 }, by('ada'))).toEqual({ amount: 5 })
    expect(await shop.call(put, { box: 'a', amount: 5 }, by('bob'))).toEqual({ amount: 10 })
    expect(await shop.call(put, { box: 'a', amount: 5 }, by('ada'))).toEqual({ amount: 5 })
  })

  test('is freed by a refusal', async () => {
    const frame = { idempotencyKey: key }
    expect(isRefused(await shop.call(put, { box: 'a', amount: -5 }, frame))).toBe(false)
    const refused = await shop.call(put, { box: 'a', amount: -5 }, { idempotencyKey: otherKey })
    expect(isRefused(refused) && refused.code).toBe('too_few')
    await shop.call(put, { box: 'a', amount: 5 })
    expect(await shop.call(put, { box: 'a', amount: -5 }, { idempotencyKey: otherKey })).toEqual({ amount: 0 })
  })

  test('used twenty times at once has one effect and one answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => shop.call(put, { box: 'a', amount: 5 }, { idempotencyKey: key })),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['{"amount":5}']))
    expect(await boxes()).toEqual({ a: 5 })
  })

  test('is asked for where it is required', async () => {
    const answer = await shop.call(withdraw, { box: 'a' })
    expect(isRefused(answer) && answer.code).toBe('idempotency_key_required')
    expect(await boxes()).toEqual({})
  })

  test('goes on after the first phase when the process died outside, and prepares nothing twice', async () => {
    const frame = { idempotencyKey: key }
    outside.calls = 0
    outside.answer = async () => {
      throw new Error('the line broke')
    }
    await expect(shop.call(withdraw, { box: 'a' }, frame)).rejects.toThrow('the line broke')
    outside.answer = async () => 7
    expect(await shop.call(withdraw, { box: 'a' }, frame)).toEqual({ amount: 7 })
    expect(await shop.call(withdraw, { box: 'a' }, frame)).toEqual({ amount: 7 })
    expect(outside.calls).toBe(2)
    expect(await boxes()).toEqual({ a: 7 })
  })

  test('of a guest without a token must be hard to guess', async () => {
    const answer = await shop.call(put, { box: 'a', amount: 5 }, { idempotencyKey: '1' })
    expect(isRefused(answer) && answer.code).toBe('invalid_idempotency_key')
    expect(
      await shop.call(put, { box: 'a', amount: 5 }, { idempotencyKey: '1', credentials: { cart: 'mine' } }),
    ).toEqual({
      amount: 5,
    })
  })

  test('used before the caller had a token is known again when it has one', async () => {
    await shop.call(put, { box: 'a', amount: 5 }, { idempotencyKey: key })
    const again = await shop.call(put, { box: 'a', amount: 5 }, { idempotencyKey: key, credentials: { cart: 'mine' } })
    expect(again).toEqual({ amount: 5 })
    expect(await boxes()).toEqual({ a: 5 })
  })

  test('is freed by a refusal that keeps its work', async () => {
    const frame = { idempotencyKey: key }
    const refused = await shop.call(put, { box: 'a', amount: 13 }, frame)
    expect(isRefused(refused) && refused.code).toBe('counted')
    expect(await shop.call(put, { box: 'a', amount: 13 }, frame)).toEqual({ amount: 26 })
  })

  test('is not passed on to what the operation calls', async () => {
    await shop.call(put, { box: 'a', amount: 5 })
    const frame = { idempotencyKey: key }
    expect(await shop.call(carry, { from: 'a', to: 'b', amount: 2, telling: 'another' }, frame)).toEqual({ left: 3 })
    expect(await boxes()).toEqual({ a: 3, b: 2, told: 1 })
  })

  test('waits for another process that is at its later phases, and gets its answer', async () => {
    const asked = Promise.withResolvers<void>()
    const answered = Promise.withResolvers<number>()
    outside.calls = 0
    outside.answer = () => {
      asked.resolve()
      return answered.promise
    }
    const elsewhere = await createTestShop({ modules: [tillModule], clock: false, databases: shop.databases })
    const first = shop.call(withdraw, { box: 'a' }, { idempotencyKey: key })
    await asked.promise
    const second = elsewhere.call(withdraw, { box: 'a' }, { idempotencyKey: key })
    answered.resolve(7)
    expect([await first, await second]).toEqual([{ amount: 7 }, { amount: 7 }])
    expect(outside.calls).toBe(1)
    await elsewhere.close()
  })

  test('leaves no token and no input to read in the database', async () => {
    await shop.call(put, { box: 'a-secret-box', amount: 5 }, { idempotencyKey: key, credentials: { cart: 'my-token' } })
    const rows = await shop.runtime.database.web`select * from kernel.claim`
    expect(rows).toHaveLength(1)
    const text = JSON.stringify(rows, (_name, value) =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : value,
    )
    for (const secret of ['a-secret-box', 'my-token', key]) expect(text).not.toContain(secret)
  })
})
