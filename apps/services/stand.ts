import { join } from 'node:path'
import type { ProgramPlan } from './program.ts'

/** What the processes of the shop stand on beside their databases. */
export type Stand = {
  readonly plans: readonly Omit<ProgramPlan, 'say'>[]
  readonly busUrl: string
  readonly redisUrl: string
}

/** The broker and the cache, on the two ports above the edge's. */
export function planStand({ data, port }: { readonly data: string; readonly port: number }): Stand {
  const { nats, redis } = standPorts(port)
  return {
    plans: [
      {
        name: 'nats',
        file: process.env.NATS_SERVER || 'nats-server',
        args: ['-a', '127.0.0.1', '-p', String(nats), '-js', '-sd', join(data, 'nats')],
        opening: 'Server is ready',
      },
      {
        name: 'redis',
        file: process.env.REDIS_SERVER || 'redis-server',
        args: [
          ...['--bind', '127.0.0.1', '--port', String(redis), '--save', '', '--appendonly', 'no'],
          // the title would be written over its environment, by which what is left of an earlier start is known
          ...['--set-proc-title', 'no'],
        ],
        opening: 'Ready to accept connections',
      },
    ],
    busUrl: `nats://127.0.0.1:${nats}`,
    redisUrl: `redis://127.0.0.1:${redis}`,
  }
}

export function standPorts(port: number): { readonly nats: number; readonly redis: number } {
  return { nats: port + 1, redis: port + 2 }
}
