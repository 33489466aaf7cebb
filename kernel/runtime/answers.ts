import { createHash } from 'node:crypto'
import { createKeptEntries } from './kept-entries.ts'

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

/** An answer being made. Its tags are known only at its end, so it collects what is dropped meanwhile. */
type Flight = { readonly dropped: Set<string>; spoiled: boolean; promise: Promise<KeptAnswer> | undefined }

/** What an entry costs beside its body: the maps, the strings of its key and tags. */
const overhead = 400

export function createAnswers(options: { readonly maxBytes: number; readonly now?: () => number }): Answers {
  const { maxBytes, now = Date.now } = options
  const kept = createKeptEntries<KeptAnswer>(maxBytes)
  const flying = new Set<Flight>()
  /** Who comes after a drop must not be told what was read before it, so a drop empties this. */
  const joinable = new Map<string, Flight>()

  const get = (key: string): KeptAnswer | undefined => {
    const entry = kept.get(key)
    if (!entry || entry.expires > now()) return entry?.value
    kept.remove(key)
    return undefined
  }

  const fly = async (key: string, flight: Flight, produce: () => Promise<ProducedAnswer>): Promise<KeptAnswer> => {
    try {
      const produced = await produce()
      const answer = answerOf(produced)
      const { tags } = produced
      const spoiled = flight.spoiled || tags?.some((tag) => flight.dropped.has(tag))
      if (tags && !spoiled) {
        const bytes = answer.body.length + 2 * lettersOf([key, ...tags]) + overhead
        kept.set(key, { value: answer, tags, bytes, expires: now() + (produced.keepFor ?? Number.POSITIVE_INFINITY) })
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
      for (const tag of tags) kept.removeTagged(tag)
    },
    clear: () => {
      joinable.clear()
      for (const flight of flying) flight.spoiled = true
      kept.clear()
    },
    size: kept.size,
  }
}

function answerOf({ status, contentType, body, headers }: ProducedAnswer): KeptAnswer {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  return { status, contentType, body, etag, headers: headers ?? {} }
}

function lettersOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.length, 0)
}
