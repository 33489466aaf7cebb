import type { Picture } from '../api/outputs.ts'
import { createStore } from '../state/store.ts'

/** A piece as it was seen. It has no price: that would be one of another day. */
export type Seen = {
  readonly slug: string
  readonly name: string
  readonly image: Pick<Picture, 'path' | 'alt' | 'width'> | null
}

const key = 'merx-seen'
const kept = 8

/** What the buyer looked at, the latest first. It stays in the browser and is told to nobody. */
export const recent = createStore<readonly Seen[]>([])

export function readRecent(): void {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    recent.set(Array.isArray(stored) ? stored.filter(isSeen) : [])
  } catch {
    // where nothing may be read, or where it is not ours, nothing was seen
    recent.set([])
  }
}

export function noteSeen(seen: Seen): void {
  readRecent()
  recent.set(withSeen(recent.get(), seen))
  try {
    localStorage.setItem(key, JSON.stringify(recent.get()))
  } catch {
    // full or forbidden: it holds for this page
  }
}

export function withSeen(before: readonly Seen[], seen: Seen): readonly Seen[] {
  return [seen, ...before.filter(({ slug }) => slug !== seen.slug)].slice(0, kept)
}

function isSeen(value: unknown): value is Seen {
  const { slug, name, image } = Object(value)
  const hasPicture = image === null || (/^\/media\/[0-9a-f]+$/.test(image?.path) && typeof image.width === 'number')
  return /^[a-z0-9-]+$/.test(slug) && typeof name === 'string' && hasPicture
}
