import { Counter, Histogram } from 'prom-client'
import { registry } from '../telemetry/metrics.ts'

const requests = new Counter({
  name: 'merx_http_requests_total',
  help: 'Requests by operation and status',
  labelNames: ['operation', 'status'],
  registers: [registry],
})

const durations = new Histogram({
  name: 'merx_http_request_duration_seconds',
  help: 'From the arrival of the headers to the end of the answer',
  labelNames: ['operation'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
})

/** Counts and times the requests of one operation. */
export function meterOf(operation: string): (status: number, seconds: number) => void {
  const duration = durations.labels(operation)
  // a bound counter costs a fifth of one that looks its labels up
  const byStatus = new Map<number, Counter.Internal>()
  return (status, seconds) => {
    let counter = byStatus.get(status)
    if (!counter) {
      counter = requests.labels(operation, String(status))
      byStatus.set(status, counter)
    }
    counter.inc()
    duration.observe(seconds)
  }
}
