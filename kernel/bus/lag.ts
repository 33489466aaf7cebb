/** How far a home's relays are behind its log. */
export type RelayLag = {
  readonly module: string
  /** Events that are not on the bus yet; counted up to 10,000. */
  readonly events: number
  /** The age of the oldest of them. */
  readonly seconds: number
}

/** How far a home is behind the bus. */
export type ReceiverLag = {
  readonly home: string
  /** Events of the streams it follows, wanted or not, that it has yet to take. */
  readonly events: number
  readonly seconds: number
  /** Messages that it could not take. */
  readonly dead: number
}
