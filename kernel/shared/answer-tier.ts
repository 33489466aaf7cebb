import { seam } from '../runtime/seam.ts'

/** An answer on its way between processes. */
export type SharedAnswer = {
  readonly status: number
  readonly contentType: string
  readonly body: Buffer
  readonly tags: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  /** Milliseconds for which it may be kept from now on. */
  readonly keepFor: number
}

/** How a process is told of what concerns the copies that it took. */
export type TierListener = {
  /** Another process dropped these tags. */
  dropped(tags: readonly string[]): void
  /** Something may have been missed: no copy can be relied on. */
  lost(): void
}

/**
 * Answers that the processes of a shop share, behind the memory of each. It never throws and never makes a request wait for long: what
 * cannot be reached is not there, and a drop that could not be told ends everything that is shared before anything is taken again.
 *
 * What is taken was made after the last drop of each of its tags that was told before; what is put with a mark is refused when one of its
 * tags was dropped since that mark.
 */
export type AnswerTier = {
  /** Once, before anything else. */
  attach(listener: TierListener): void
  take(key: string): Promise<SharedAnswer | undefined>
  /** The place among all drops up to which this process has heard; to be read before an answer is begun. Absent: nothing can be put. */
  mark(): number | undefined
  put(key: string, answer: SharedAnswer, mark: number): void
  drop(tags: readonly string[]): void
  /** Drops every answer. */
  flush(): void
}

/** Nobody shares answers unless the composition says so. */
export const answerTier = seam<AnswerTier | undefined>('answers that processes share', () => undefined)

/** Milliseconds that an answer is shared at most, should ever a drop be missed. */
export const longestShared = 60_000
