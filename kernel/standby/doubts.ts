import type { Position } from './position.ts'

/** What was dropped from memory, and so must not come back from a standby that has not replayed why. */
export type Doubts = {
  /** To be told before anything is read for those who ask after the drop. */
  dropped(tags: readonly string[] | 'all'): void
  /** A mark of all drops so far: what the primary says of its position from now on lies behind what caused them. */
  mark(): number
  /** The primary had come to `position` after the mark was made. */
  placed(mark: number, position: Position): void
  /** The least that a standby must have replayed; absent until the primary has said where it is. */
  floor(): Position | undefined
  /** What a standby at a position may not know of. Later drops do not change what was given here. */
  beyond(position: Position): Doubt
}

/** Whether an answer with these tags may tell what is no longer true; of an answer without tags nothing is known. */
export type Doubt = (tags: readonly string[] | undefined) => boolean

type Drop = { readonly tags: ReadonlySet<string> | 'all'; readonly order: number; position: Position | undefined }

type Sample = { readonly position: Position; readonly at: number }

/** More drops than this at once, and everything is in doubt: a look through them is to stay short. */
const mostDrops = 1_000

/** `longest`: milliseconds that a standby may lag; one that lags more does not answer. */
export function createDoubts({ longest, now = Date.now }: { longest: number; now?: () => number }): Doubts {
  let drops: readonly Drop[] = []
  let order = 0
  let samples: readonly Sample[] = []
  let floor: Position | undefined

  return {
    dropped: (tags) => {
      order += 1
      const drop: Drop = { tags: tags === 'all' ? 'all' : new Set(tags), order, position: undefined }
      const everything = drop.tags === 'all' || drops.length >= mostDrops
      drops = everything ? [{ ...drop, tags: 'all' }] : [...drops, drop]
    },
    mark: () => order,
    placed: (mark, position) => {
      const at = now()
      drops = drops.map((drop) => (drop.order <= mark && drop.position === undefined ? { ...drop, position } : drop))
      samples = [...samples, { position, at }]
      floor ??= position
      // the newest of those that are old enough: every standby that answers has come as far as the primary was then
      const old = samples.filter((sample) => sample.at <= at - longest)
      floor = old.at(-1)?.position ?? floor
      samples = samples.slice(old.length)
      const least = floor
      drops = drops.filter((drop) => drop.position === undefined || drop.position > least)
    },
    floor: () => floor,
    beyond: (position) => {
      const unknown = drops.filter((drop) => drop.position === undefined || drop.position > position)
      return (tags) => {
        if (unknown.length === 0) return false
        if (tags === undefined) return true
        return unknown.some(
          (drop) => drop.tags === 'all' || tags.some((tag) => drop.tags !== 'all' && drop.tags.has(tag)),
        )
      }
    },
  }
}
