import type { Admin } from '@platformatic/kafka'

export type TopicOptions = {
  /** What names of topics and groups begin with, so that several shops may share a cluster; `merx` unless told. */
  readonly prefix?: string
  /** Of topics that are made here: 6 unless told. Events of one key are in one partition. */
  readonly partitions?: number
  /** Of topics that are made here: 7 unless told. */
  readonly retentionDays?: number
  /** Of topics that are made here: 1 unless told. */
  readonly replicas?: number
}

/** The topics of modules, `<prefix>.<module>`; made when first asked for, and left as they are when they are there. */
export type Topics = { ensure(module: string): Promise<string> }

const day = 24 * 60 * 60 * 1_000

export function createTopics(
  admin: Admin,
  { prefix = 'merx', partitions = 6, replicas = 1, retentionDays = 7 }: TopicOptions,
): Topics {
  const known = new Set<string>()
  const configs = [{ name: 'retention.ms', value: String(retentionDays * day) }]
  return {
    ensure: async (module) => {
      const topic = `${prefix}.${module}`
      if (known.has(topic)) return topic
      if (!(await admin.listTopics()).includes(topic)) {
        try {
          await admin.createTopics({ topics: [topic], partitions, replicas, configs })
        } catch (error) {
          // another process may have made it meanwhile
          if (!(await admin.listTopics()).includes(topic)) throw error
        }
      }
      known.add(topic)
      return topic
    },
  }
}
