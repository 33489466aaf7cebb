import type { EventNotice } from './notice.ts'

/** What was told lately, bounded: for those who come back. Places count up and are of this process alone. */
export type Recent = {
  /** The place of the next notice. */
  head(): number
  /** Adds a notice of a channel; `false` for a repeat. */
  add(channel: string, notice: EventNotice): boolean
  /** The place after the notice with this id. */
  after(channel: string, id: string): number | undefined
  /** What the channel was told from a place on; nothing is known of what lies before the oldest kept. */
  since(channel: string, place: number): readonly EventNotice[] | undefined
  /** Forgets everything: something was missed, and nobody may go on from before. */
  clear(): void
}

type Entry = { readonly place: number; readonly notice: EventNotice }

export function createRecent(capacity: number): Recent {
  const channels = new Map<string, Entry[]>()
  /** The channel at each place, in a ring. */
  let ring: string[] = []
  let head = 0
  let oldest = 0

  const forgetOldest = (): void => {
    const channel = ring[oldest % capacity]
    oldest += 1
    const entries = channel === undefined ? undefined : channels.get(channel)
    if (channel === undefined || !entries) return
    entries.shift()
    if (entries.length === 0) channels.delete(channel)
  }

  return {
    head: () => head,
    add: (channel, notice) => {
      const entries = channels.get(channel) ?? []
      if (entries.some((entry) => entry.notice.id === notice.id)) return false
      if (head - oldest === capacity) forgetOldest()
      entries.push({ place: head, notice })
      channels.set(channel, entries)
      ring[head % capacity] = channel
      head += 1
      return true
    },
    after: (channel, id) => {
      const found = channels.get(channel)?.find((entry) => entry.notice.id === id)
      return found && found.place + 1
    },
    since: (channel, place) => {
      if (place < oldest) return undefined
      const entries = channels.get(channel) ?? []
      return entries.filter((entry) => entry.place >= place).map((entry) => entry.notice)
    },
    clear: () => {
      channels.clear()
      ring = []
      // a place from before is older than the oldest now
      head += 1
      oldest = head
    },
  }
}
