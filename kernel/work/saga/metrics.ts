import { Gauge } from 'prom-client'
import type { Sql } from '../../operations/context.ts'
import { registry } from '../../telemetry/metrics.ts'

const stuck = new Gauge({
  name: 'merx_sagas_stuck',
  help: 'Sagas older than a minute: they can neither go on nor back, and their buyers wait',
  labelNames: ['operation'],
  registers: [registry],
})

/** Shows at `/metrics` what somebody has to look after; the log says of each why. */
export async function showStuckSagas(sql: Sql): Promise<void> {
  const rows = await sql<{ operation: string; count: number }[]>`
    select operation, count(*) as count from kernel.saga where begun_at < now() - interval '1 minute' group by operation`
  stuck.reset()
  for (const { operation, count } of rows) stuck.set({ operation }, count)
}
