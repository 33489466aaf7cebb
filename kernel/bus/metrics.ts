import { Gauge } from 'prom-client'
import { registry } from '../telemetry/metrics.ts'
import type { BusEvent } from './bus.ts'
import type { ReceiverLag, RelayLag } from './lag.ts'

const gauge = (name: string, help: string, label: 'module' | 'home') =>
  new Gauge({ name, help, labelNames: [label], registers: [registry] })

const relayEvents = gauge(
  'merx_relay_lag_events',
  'Events of a module that are not on the bus yet, counted up to 10,000',
  'module',
)
const relaySeconds = gauge(
  'merx_relay_lag_seconds',
  'Age of the oldest event of a module that is not on the bus yet',
  'module',
)
const receiverEvents = gauge('merx_receiver_lag_events', 'Events on the bus that a home has yet to take', 'home')
const receiverSeconds = gauge(
  'merx_receiver_lag_seconds',
  'Age of the oldest event on the bus that a home has yet to take',
  'home',
)
const receiverDead = gauge('merx_receiver_dead_letters', 'Messages from the bus that a home could not take', 'home')
const arrival = gauge(
  'merx_receiver_arrival_seconds',
  'From its commit elsewhere to its arrival, of the last event that came',
  'home',
)

export function showRelayLag(relays: readonly RelayLag[]): void {
  for (const { module, events, seconds } of relays) {
    relayEvents.set({ module }, events)
    relaySeconds.set({ module }, seconds)
  }
}

export function showReceiverLag(receivers: readonly ReceiverLag[]): void {
  for (const { home, events, seconds, dead } of receivers) {
    receiverEvents.set({ home }, events)
    receiverSeconds.set({ home }, seconds)
    receiverDead.set({ home }, dead)
  }
}

export function showArrival(home: string, last: BusEvent | undefined): void {
  if (last) arrival.set({ home }, (Date.now() - Date.parse(last.occurredAt)) / 1_000)
}
