import { Counter, Histogram } from 'prom-client'
import { registry } from '../telemetry/metrics.ts'

/** Counts and times the requests of one operation. */
export type Meter = {
  count(status: number): void
  /** What was worked on is timed; an answer from memory is not. */
  time(seconds: number): void
}

/** Kept as bare numbers and handed over when someone looks: a labelled counter costs a microsecond a request. */
const counts = new Map<string, Map<number, number>>()

new Counter({
  name: 'merx_http_requests_total',
  help: 'Requests by operation and status',
  labelNames: ['operation', 'status'],
  registers: [registry],
  collect() {
    this.reset()
    for (const [operation, byStatus] of counts) {
      for (const [status, count] of byStatus) this.inc({ operation, status }, count)
    }
  },
})

const durations = new Histogram({
  name: 'merx_http_request_duration_seconds',
  help: 'Work on a request: parsing, running, serialising; an answer from memory is none',
  labelNames: ['operation'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
})

export function meterOf(operation: string): Meter {
  const byStatus = counts.get(operation) ?? new Map<number, number>()
  counts.set(operation, byStatus)
  const duration = durations.labels(operation)
  return {
    count: (status) => byStatus.set(status, (byStatus.get(status) ?? 0) + 1),
    time: (seconds) => duration.observe(seconds),
  }
}
