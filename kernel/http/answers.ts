import { createHash } from 'node:crypto'

/** An answer that is the same for everyone, as it goes over the wire. */
export type KeptAnswer = {
  readonly status: number
  readonly contentType: string
  readonly body: Buffer
  /** Strong: a digest of the body. */
  readonly etag: string
  readonly headers: Readonly<Record<string, string>>
}

export type ProducedAnswer = {
  readonly status: number
  readonly contentType: string
  readonly body: Buffer
  /** What the answer tells of. Absent: given to those who wait for it and not kept. */
  readonly tags: readonly string[] | undefined
  /** Headers that belong to the body, such as the policy with the hashes of its scripts. */
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds after which it is made anew even if nothing dropped it. */
  readonly keepFor?: number
}

/** The answers that a process keeps in memory: those of tagged queries and rendered pages. */
export type Answers = {
  get(key: string): KeptAnswer | undefined
  /** The kept answer, or a new one; equal keys at the same time are made once. What was dropped while it was made is not kept. */
  load(key: string, produce: () => Promise<ProducedAnswer>): Promise<KeptAnswer>
  dropTags(tags: readonly string[]): void
  clear(): void
  size(): { readonly entries: number; readonly bytes: number }
}

type Entry = {
  readonly answer: KeptAnswer
  readonly tags: readonly string[]
  readonly bytes: number
  readonly expires: number
}

/** An answer being made. Its tags are known only at its end, so it collects what is dropped meanwhile. */
type Flight = { readonly dropped: Set<string>; spoiled: boolean; promise: Promise<KeptAnswer> | undefined }

/** What an entry costs beside its body: the maps, the strings of its key and tags. */
const overhead = 400

export function createAnswers(options: { readonly maxBytes: number; readonly now?: () => number }): Answers {
  const { maxBytes, now = Date.now } = options
  const kept = new Map<string, Entry>()
  const keysByTag = new Map<string, Set<string>>()
  const flying = new Set<Flight>()
  /** Who comes after a drop must not be told what was read before it, so a drop empties this. */
  const joinable = new Map<string, Flight>()
  let bytes = 0

  const remove = (key: string, entry: Entry): void => {
    kept.delete(key)
    bytes -= entry.bytes
    for (const tag of entry.tags) {
      const keys = keysByTag.get(tag)
      keys?.delete(key)
      if (keys?.size === 0) keysByTag.delete(tag)
    }
  }

  const keep = (key: string, entry: Entry): void => {
    const before = kept.get(key)
    if (before) remove(key, before)
    if (entry.bytes > maxBytes) return
    kept.set(key, entry)
    bytes += entry.bytes
    for (const tag of entry.tags) {
      const keys = keysByTag.get(tag)
      if (keys) keys.add(key)
      else keysByTag.set(tag, new Set([key]))
    }
    for (const [oldest, old] of kept) {
      if (bytes <= maxBytes) break
      remove(oldest, old)
    }
  }

  const get = (key: string): KeptAnswer | undefined => {
    const entry = kept.get(key)
    if (!entry) return undefined
    if (entry.expires <= now()) {
      remove(key, entry)
      return undefined
    }
    kept.delete(key)
    kept.set(key, entry)
    return entry.answer
  }

  const fly = async (key: string, flight: Flight, produce: () => Promise<ProducedAnswer>): Promise<KeptAnswer> => {
    try {
      const produced = await produce()
      const answer = answerOf(produced)
      const { tags, keepFor } = produced
      if (tags && !flight.spoiled && !tags.some((tag) => flight.dropped.has(tag))) {
        const words = tags.reduce((sum, tag) => sum + tag.length, key.length)
        keep(key, {
          answer,
          tags,
          bytes: answer.body.length + 2 * words + overhead,
          expires: keepFor === undefined ? Number.POSITIVE_INFINITY : now() + keepFor,
        })
      }
      return answer
    } finally {
      flying.delete(flight)
      if (joinable.get(key) === flight) joinable.delete(key)
    }
  }

  return {
    get,
    load: (key, produce) => {
      const answer = get(key)
      if (answer) return Promise.resolve(answer)
      const running = joinable.get(key)?.promise
      if (running) return running
      const flight: Flight = { dropped: new Set(), spoiled: false, promise: undefined }
      flying.add(flight)
      joinable.set(key, flight)
      flight.promise = fly(key, flight, produce)
      return flight.promise
    },
    dropTags: (tags) => {
      if (tags.length === 0) return
      joinable.clear()
      for (const flight of flying) for (const tag of tags) flight.dropped.add(tag)
      for (const tag of tags) {
        for (const key of keysByTag.get(tag) ?? []) {
          const entry = kept.get(key)
          if (entry) remove(key, entry)
        }
      }
    },
    clear: () => {
      joinable.clear()
      for (const flight of flying) flight.spoiled = true
      kept.clear()
      keysByTag.clear()
      bytes = 0
    },
    size: () => ({ entries: kept.size, bytes }),
  }
}

function answerOf({ status, contentType, body, headers }: ProducedAnswer): KeptAnswer {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  return { status, contentType, body, etag, headers: headers ?? {} }
}
