import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenReplicas, openCopies } from './open-replicas.ts'

let copies: OpenReplicas
let sql: postgres.Sql
beforeAll(async () => {
  copies = await openCopies('tests/replicas/clock-copy.ts')
  sql = postgres(copies.databaseUrl, { max: 1 })
}, 120_000)
afterAll(async () => {
  await sql?.end()
  await copies?.stop()
})

async function runs() {
  return sql<{ id: number; process: number; began: Date; ended: Date | null }[]>`
    select id::int, process, began_at as began, ended_at as ended from clock.run order by id`
}

test('a job runs in one copy at a time, and in the other when that one stops', async () => {
  await expect.poll(async () => (await runs()).length, { timeout: 20_000 }).toBeGreaterThan(4)
  const last = (await runs()).at(-1)
  const [stopping, staying] = ['copy-1', 'copy-2']
    .map((name) => copies.programs.get(name))
    .toSorted((one) => (one?.pid() === last?.process ? -1 : 1))

  await stopping?.halt()

  const since = async () => (await runs()).filter(({ id }) => id > (last?.id ?? 0))
  const byTheOther = async () => (await since()).filter(({ process }) => process === staying?.pid())
  await expect.poll(async () => (await byTheOther()).length, { timeout: 20_000 }).toBeGreaterThan(2)
  // what the stop broke off has no end, and the last one may still run
  const whole = (await runs()).filter(({ ended }) => ended !== null)
  for (const [index, { began }] of whole.slice(1).entries())
    expect(began.getTime()).toBeGreaterThanOrEqual(whole[index]?.ended?.getTime() ?? Number.POSITIVE_INFINITY)
  expect((await runs()).length - whole.length).toBeLessThanOrEqual(2)
})
