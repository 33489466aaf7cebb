export type { NatsOptions } from './nats.ts'
export { nats } from './nats.ts'
