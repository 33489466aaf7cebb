import { Counter, Gauge } from 'prom-client'
import { registry } from '../telemetry/metrics.ts'

export const connections = new Gauge({
  name: 'merx_live_connections',
  help: 'Open connections for live updates',
  registers: [registry],
})

export const subscriptions = new Gauge({
  name: 'merx_live_subscriptions',
  help: 'Topics that somebody follows live, each subscriber counted',
  registers: [registry],
})

export const told = new Counter({
  name: 'merx_live_events_total',
  help: 'Events that moved a topic, whoever followed it',
  registers: [registry],
})

export const messages = new Counter({
  name: 'merx_live_messages_total',
  help: 'Messages on connections for live updates',
  labelNames: ['direction'],
  registers: [registry],
})

export const closed = new Counter({
  name: 'merx_live_closed_total',
  help: 'Connections for live updates that ended, by the reason',
  labelNames: ['reason'],
  registers: [registry],
})
