import type { AnswerTier, SharedAnswer, TierListener } from './answer-tier.ts'

type Held = { readonly answer: SharedAnswer; readonly mark: number; readonly expires: number }

/** Answers that runtimes of one process share: each calls `join` once. It says in a few lines what a tier elsewhere has to keep to. */
export function createMemoryTier(now: () => number = Date.now): { join(): AnswerTier } {
  const held = new Map<string, Held>()
  const lastDrops = new Map<string, number>()
  const listeners = new Set<TierListener>()
  let drops = 0
  let floor = 0

  const join = (): AnswerTier => {
    let own: TierListener | undefined
    const tell = (word: (listener: TierListener) => void): void => {
      for (const listener of listeners) if (listener !== own) word(listener)
    }
    const isStale = (tags: readonly string[], mark: number): boolean =>
      mark < floor || tags.some((tag) => (lastDrops.get(tag) ?? 0) > mark)

    return {
      attach: (listener) => {
        own = listener
        listeners.add(listener)
      },
      take: async (key) => {
        const found = held.get(key)
        const keepFor = found ? found.expires - now() : 0
        if (!found || keepFor <= 0 || isStale(found.answer.tags, found.mark)) return undefined
        return { ...found.answer, keepFor }
      },
      mark: () => drops,
      put: (key, answer, mark) => {
        if (!isStale(answer.tags, mark)) held.set(key, { answer, mark, expires: now() + answer.keepFor })
      },
      drop: (tags) => {
        drops += 1
        for (const tag of tags) lastDrops.set(tag, drops)
        tell(({ dropped }) => dropped(tags))
      },
      flush: () => {
        drops += 1
        floor = drops
        tell(({ lost }) => lost())
      },
    }
  }
  return { join }
}
