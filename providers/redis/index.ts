import type { AnswerTier, Counters } from '@merx/kernel'
import { createAnswerTier } from './answer-tier.ts'
import { createCounters } from './counters.ts'
import { type LineOptions, openLine } from './line.ts'

export type RedisOptions = LineOptions & {
  /** Tells apart what may not be shared in one Redis: processes with the same code and the same shop have the same. */
  readonly scope: string
}

/** What the processes of a shop share by a Redis or Valkey; without it, or while it is away, each goes on alone. */
export type SharedByRedis = { readonly answers: AnswerTier; readonly counters: Counters; close(): void }

export function redis({ scope, ...options }: RedisOptions): SharedByRedis {
  const line = openLine(options)
  const prefix = `merx:{${scope}}:`
  return {
    answers: createAnswerTier(line, { scope: prefix }),
    counters: createCounters(line, { scope: prefix }),
    close: line.close,
  }
}
