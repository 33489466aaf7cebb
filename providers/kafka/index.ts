export type { KafkaOptions } from './kafka.ts'
export { kafka } from './kafka.ts'
