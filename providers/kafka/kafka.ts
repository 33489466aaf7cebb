import { randomUUID } from 'node:crypto'
import type { EventBus, Log } from '@merx/kernel'
import { Admin, Consumer, Producer, stringDeserializers, stringSerializers } from '@platformatic/kafka'
import { followTopics } from './follow.ts'
import { readMessage } from './message.ts'
import { createTopics, type TopicOptions } from './topics.ts'

export type KafkaOptions = TopicOptions & {
  /** `host:9092` each. */
  readonly brokers: readonly string[]
  readonly log: Log
}

/** Topics on Kafka, one a module, keyed by the key of the event. */
export function kafka(options: KafkaOptions): EventBus {
  const { log, prefix = 'merx' } = options
  const client = { clientId: 'merx', bootstrapBrokers: [...options.brokers], timeout: 5_000, retries: 2 }
  const admin = new Admin(client)
  const topics = createTopics(admin, options)
  // idempotent: what the producer sends again after a fault is stored once and in its place
  const producer = new Producer({ ...client, serializers: stringSerializers, acks: -1, idempotent: true })
  const newConsumer = (groupId: string) => new Consumer({ ...client, groupId, deserializers: stringDeserializers })

  return {
    shared: true,

    publish: async (module, events) => {
      const topic = await topics.ensure(module)
      await producer.send({
        messages: events.map((event) => ({
          topic,
          key: event.key,
          value: JSON.stringify(event),
          headers: { id: event.id, name: event.name },
        })),
      })
    },

    follow: async ({ name, modules, ...following }) => {
      const followed = await Promise.all(modules.map(topics.ensure))
      return followTopics({ ...following, topics: followed, consumer: newConsumer(`${prefix}-${name}`), log })
    },

    listen: async ({ modules, hear, lost }) => {
      const heard = await Promise.all(modules.map(topics.ensure))
      const consumer = newConsumer(`${prefix}-live-${randomUUID()}`)
      const stream = await consumer.consume({ topics: heard, mode: 'latest', autocommit: false })
      stream.on('data', ({ value }) => hear([readMessage(value)]))
      stream.on('error', (error) => {
        log.warn({ err: error }, 'the bus was not heard for a while')
        lost()
      })
      consumer.on('client:broker:disconnect', lost)
      return {
        leave: async () => {
          await stream.close()
          await consumer.close()
        },
      }
    },

    close: async () => {
      await producer.close()
      await admin.close()
    },
  }
}
