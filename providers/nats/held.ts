import type { JsMsg } from '@nats-io/jetstream'

/**
 * The messages that a follower was given and has not acknowledged. They are handed on in the order of the stream: what is given again after
 * a fault may come late.
 */
export type Held = {
  add(message: JsMsg): void
  readonly size: number
  /**
   * What comes next without a gap. Where something is missing before the first, `nothingElsewhere` says whether it is still to come or has
   * been taken or deleted.
   */
  next(nothingElsewhere: () => Promise<boolean>): Promise<readonly JsMsg[]>
  /** Acknowledges what was taken. */
  done(messages: readonly JsMsg[]): void
  /** Tells the broker that they are being worked on. */
  working(): void
  /** Gives all back. */
  release(): void
}

/** `taken` is the sequence number up to which the stream was taken. */
export function createHeld(taken: number): Held {
  const held = new Map<number, JsMsg>()
  let last = taken

  return {
    add: (message) => {
      if (message.seq > last) held.set(message.seq, message)
      // given again although it was taken: the acknowledgement was lost
      else message.ack()
    },
    get size() {
      return held.size
    },
    next: async (nothingElsewhere) => {
      const inOrder = [...held.values()].sort((a, b) => a.seq - b.seq)
      const [first] = inOrder
      if (!first) return []
      if (first.seq > last + 1 && !(await nothingElsewhere())) return []
      const gap = inOrder.findIndex((message, place) => message.seq !== first.seq + place)
      return gap === -1 ? inOrder : inOrder.slice(0, gap)
    },
    done: (messages) => {
      for (const message of messages) {
        message.ack()
        held.delete(message.seq)
        last = message.seq
      }
    },
    working: () => {
      for (const message of held.values()) message.working()
    },
    release: () => {
      for (const message of held.values()) message.nak()
      held.clear()
    },
  }
}
