import { Gauge } from 'prom-client'
import { showRelayLag } from '../bus/metrics.ts'
import { registry } from '../telemetry/metrics.ts'
import type { EventLag } from './lag.ts'

const consumer = (name: string, help: string) => new Gauge({ name, help, labelNames: ['consumer'], registers: [] })
const deliveries = (name: string, help: string) => new Gauge({ name, help, registers: [] })

const gauges = {
  events: consumer('merx_consumer_lag_events', 'Events that a consumer has yet to see, counted up to 10,000'),
  seconds: consumer('merx_consumer_lag_seconds', 'Age of the oldest event that a consumer has yet to see'),
  parked: consumer('merx_consumer_parked', 'Events in the parking lot of a consumer'),
  dead: consumer('merx_consumer_dead_letters', 'Events that a consumer failed for the last time'),
  waiting: deliveries('merx_deliveries_waiting', 'Deliveries not sent yet'),
  undeliverable: deliveries('merx_deliveries_dead', 'Deliveries that failed for the last time'),
}

for (const gauge of Object.values(gauges)) registry.registerMetric(gauge)

/** Shows the lag of the log at `/metrics`; several processes of one database show the same. */
export function showLag({ consumers, deliveries: sent, relays }: EventLag): void {
  for (const { consumer: name, events, seconds, parked, dead } of consumers) {
    gauges.events.set({ consumer: name }, events)
    gauges.seconds.set({ consumer: name }, seconds)
    gauges.parked.set({ consumer: name }, parked)
    gauges.dead.set({ consumer: name }, dead)
  }
  gauges.waiting.set(sent.waiting)
  gauges.undeliverable.set(sent.dead)
  showRelayLag(relays)
}
