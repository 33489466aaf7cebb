import { expect, test } from 'vitest'
import { storm } from './storm.ts'

const seed = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000)

test(`the server and its database are killed while people buy: nothing is lost, nothing happens twice (CHAOS_SEED=${seed})`, async () => {
  const report = await storm({
    seed,
    seconds: 12,
    blows: ['server', 'server', 'postmaster', 'server', 'server'],
    customers: 6,
  })

  const { surprises, unsettled, violations, keptIn } = report
  expect({ surprises, unsettled, violations, keptIn }).toEqual({
    surprises: [],
    unsettled: [],
    violations: [],
    keptIn: undefined,
  })
  // a storm in which nobody bought would prove nothing
  expect(report.orders['confirmed, paid']).toBeGreaterThan(5)
}, 180_000)
