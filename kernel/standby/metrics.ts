import { Counter } from 'prom-client'
import { registry } from '../telemetry/metrics.ts'

const reads = new Counter({
  name: 'merx_standby_reads_total',
  help: 'Reads that a standby of the database may answer, by who did',
  labelNames: ['by'],
  registers: [registry],
})

/** Counts a read and gives what it found. */
export function countRead<T>(by: 'standby' | 'primary', found?: T): T | undefined {
  reads.inc({ by })
  return found
}
