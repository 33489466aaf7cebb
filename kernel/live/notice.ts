/** What a subscriber is told, in this order: `joined` or `resync`, then events. */
export type Notice =
  | {
      readonly type: 'joined'
      readonly topic: string
      /** Whether it went on after the event that the subscriber named: then there is no state, and what was missed follows. */
      readonly resumed: boolean
      readonly state?: unknown
    }
  | {
      readonly type: 'event'
      readonly topic: string
      /** Of the event in the log: the place to go on from. */
      readonly id: string
      readonly kind: string
      readonly state?: unknown
    }
  | {
      /** Something may have been missed: what is shown has to be fetched again. */
      readonly type: 'resync'
      readonly topic: string
      readonly state?: unknown
    }

export type EventNotice = Extract<Notice, { readonly type: 'event' }>
