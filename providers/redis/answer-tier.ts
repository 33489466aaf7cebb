import { randomBytes } from 'node:crypto'
import type { AnswerTier, SharedAnswer, TierListener } from '@merx/kernel'
import type { Line } from './line.ts'
import { drop, flush, put, take } from './scripts.ts'

/** Seconds that a tag is held beyond the last answer that carries it; one that goes earlier takes its answers with it. */
const tagSeconds = '120'

/**
 * Answers in Redis. Every drop has a number; an answer carries the number up to which its process had heard when it was begun, and is valid
 * while none of its tags was dropped later. `docs/decisions/redis.md` says why that is enough.
 */
export function createAnswerTier(line: Line, { scope }: { readonly scope: string }): AnswerTier {
  const who = randomBytes(6).toString('base64url')
  const clock = `${scope}clock`
  const tags = `${scope}tag:`
  const channel = `${scope}drops`
  const keyOf = (key: string): string => `${scope}answer:${key}`
  let listener: TierListener | undefined
  let heard: number | undefined

  line.hear(channel, (message) => {
    const [, number, by, dropped] = /^(\d+) (\S+)(?: (.*))?$/s.exec(message) ?? []
    if (number === undefined) return
    if (by !== who) {
      if (dropped === undefined) listener?.lost()
      else listener?.dropped(JSON.parse(dropped))
    }
    // only now, its own included: what is begun with this number reflects every drop up to it
    heard = Number(number)
  })

  line.onReach(async (run) => {
    heard = undefined
    // what this process dropped while the line was down nobody was told, and a Redis that took over may lack the last drops
    await run(flush, [clock], [channel, who])
    listener?.lost()
  })

  /** A failure is the line's matter: it is told there, and everything shared ends before the line is up again. */
  const tell = (told: Promise<unknown>): void => void told.catch(() => {})

  return {
    attach: (one) => {
      listener = one
    },
    take: async (key) => {
      const era = line.era()
      try {
        const reply = await line.run(take, [clock, keyOf(key)], [tags])
        // a drop that was sent before may have failed
        return line.era() === era ? answerOf(reply) : undefined
      } catch {
        return undefined
      }
    },
    mark: () => (line.isUp() ? heard : undefined),
    put: (key, { status, contentType, headers, body, tags: carried, keepFor }, mark) => {
      const head = JSON.stringify({ status, contentType, headers })
      const args = [String(mark), String(Math.ceil(keepFor)), tags, tagSeconds, JSON.stringify(carried), head, body]
      tell(line.run(put, [clock, keyOf(key)], args))
    },
    drop: (dropped) => {
      tell(line.run(drop, [clock], [channel, who, tags, tagSeconds, JSON.stringify(dropped)]))
    },
    flush: () => tell(line.run(flush, [clock], [channel, who])),
  }
}

/** What only this file writes is not judged again. */
function answerOf(reply: unknown): SharedAnswer | undefined {
  if (!Array.isArray(reply)) return undefined
  const [tags, head, body, left] = reply
  return { ...JSON.parse(String(head)), tags: JSON.parse(String(tags)), body, keepFor: Number(left) }
}
