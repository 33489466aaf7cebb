import { createHash } from 'node:crypto'
import { type AnswerTier, longestShared } from '../shared/answer-tier.ts'
import { createKeptEntries } from './kept-entries.ts'

/** An answer that is the same for everyone, as it goes over the wire. */
export type KeptAnswer = {
  readonly status: number
  readonly contentType: string
  /** The body with a character for each byte: Node sends such a text and the head in one write, a buffer and the head in two pieces. */
  readonly text: string
  /** A copy of the body at each look. */
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

/** The answers that a process keeps in memory, before those that it shares with others: of tagged queries and rendered pages. */
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

type Keeping = {
  readonly answer: KeptAnswer
  readonly tags: readonly string[]
  readonly keepFor: number | undefined
}

/** What an entry costs beside its body: the maps, the strings of its key and tags. */
const overhead = 400

/** Carried by what was taken from the tier: it goes when the process may have missed what others dropped. */
const taken = 'taken from others'

export type AnswersOptions = {
  readonly maxBytes: number
  readonly now?: () => number
  /** Asked for what is not in memory. */
  readonly tier?: AnswerTier | undefined
  /** Told of every drop, here or by others, before anything is made for those who ask after it. */
  readonly onDropped?: (tags: readonly string[] | 'all') => void
}

export function createAnswers({ maxBytes, now = Date.now, tier, onDropped }: AnswersOptions): Answers {
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

  /** Keeps what was made or taken, unless it was dropped meanwhile; returns whether it was. */
  const keep = (key: string, flight: Flight, { answer, tags, keepFor }: Keeping): boolean => {
    if (flight.spoiled || tags.some((tag) => flight.dropped.has(tag))) return false
    const bytes = answer.text.length + 2 * lettersOf([key, ...tags]) + overhead
    kept.set(key, { value: answer, tags, bytes, expires: now() + (keepFor ?? Number.POSITIVE_INFINITY) })
    return true
  }

  const fly = async (key: string, flight: Flight, produce: () => Promise<ProducedAnswer>): Promise<KeptAnswer> => {
    try {
      const shared = tier && (await tier.take(key))
      if (shared) {
        const answer = answerOf(shared)
        keep(key, flight, { answer, tags: [...shared.tags, taken], keepFor: shared.keepFor })
        return answer
      }
      const mark = tier?.mark()
      const produced = await produce()
      const answer = answerOf(produced)
      const { tags, keepFor } = produced
      if (tags && keep(key, flight, { answer, tags, keepFor }) && mark !== undefined)
        tier?.put(key, { ...answer, tags, keepFor: Math.min(keepFor ?? longestShared, longestShared) }, mark)
      return answer
    } finally {
      flying.delete(flight)
      if (joinable.get(key) === flight) joinable.delete(key)
    }
  }

  const dropHere = (tags: readonly string[]): void => {
    onDropped?.(tags)
    joinable.clear()
    for (const flight of flying) for (const tag of tags) flight.dropped.add(tag)
    for (const tag of tags) kept.removeTagged(tag)
  }
  const lost = (): void => {
    onDropped?.('all')
    dropHere([taken])
  }
  tier?.attach({ dropped: dropHere, lost })

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
      dropHere(tags)
      // told before anything is taken again: those who ask from now on are not given what was true before
      tier?.drop(tags)
    },
    clear: () => {
      onDropped?.('all')
      joinable.clear()
      for (const flight of flying) flight.spoiled = true
      kept.clear()
      tier?.flush()
    },
    size: kept.size,
  }
}

function answerOf({
  status,
  contentType,
  body,
  headers,
}: Pick<ProducedAnswer, 'status' | 'contentType' | 'body' | 'headers'>): KeptAnswer {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  const text = body.toString('latin1')
  return {
    status,
    contentType,
    text,
    get body() {
      return Buffer.from(text, 'latin1')
    },
    etag,
    headers: headers ?? {},
  }
}

function lettersOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.length, 0)
}
