import type { EventBus, Listening, Log } from '@merx/kernel'
import { openConnection } from './connection.ts'
import { followStream, read } from './follow.ts'
import { createPublisher } from './publisher.ts'
import { createSubjects } from './subjects.ts'

export type NatsOptions = {
  /** `nats://user:password@host:4222`; several hosts of a cluster find each other. */
  readonly url: string
  readonly log: Log
  /** What names of streams and subjects begin with, so that several shops may share a broker; `merx` unless told. */
  readonly prefix?: string
  /** Of streams that are made here: 7 unless told. */
  readonly retentionDays?: number
  /** Of streams that are made here: 1 unless told. */
  readonly replicas?: number
}

/** Milliseconds. */
const forgetEvery = 10_000

/** Streams on NATS JetStream, one a module, kept in files. It connects by itself, again and again. */
export function nats({ url, log, prefix = 'merx', retentionDays = 7, replicas = 1 }: NatsOptions): EventBus {
  const connection = openConnection(url, log)
  const subjects = createSubjects(prefix)
  const settings = { retentionDays, replicas }

  return {
    shared: true,
    publish: createPublisher(connection, subjects, settings),

    follow: async ({ modules, ...following }) => {
      const shared = { ...following, connection, subjects, settings, log }
      const opened = await Promise.allSettled(modules.map((module) => followStream({ ...shared, module })))
      const streams = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      const leave = async (): Promise<void> => void (await Promise.all(streams.map((stream) => stream.leave())))
      for (const one of opened) {
        if (one.status === 'fulfilled') continue
        await leave()
        throw one.reason
      }
      return {
        leave,
        behind: async () => {
          const all = await Promise.all(streams.map((stream) => stream.behind()))
          return {
            events: all.reduce((sum, { events }) => sum + events, 0),
            seconds: Math.max(0, ...all.map(({ seconds }) => seconds)),
          }
        },
      }
    },

    listen: async ({ modules, hear, lost }: Listening) => {
      const { nc } = await connection.reached()
      // what the broker refuses to store is heard as well: published again, it is heard again
      const heard = modules.map((module) =>
        nc.subscribe(subjects.all(module), { callback: (error, message) => (error ? lost() : hear([read(message)])) }),
      )
      // what is kept while the broker is away grows no older than this
      let away: NodeJS.Timeout | undefined
      const forget = connection.onChange((up) => {
        clearInterval(away)
        if (up) lost()
        else away = setInterval(lost, forgetEvery).unref()
      })
      await nc.flush()
      return {
        leave: async () => {
          forget()
          clearInterval(away)
          for (const subscription of heard) subscription.unsubscribe()
        },
      }
    },

    close: connection.close,
  }
}
