/** What live connections may take of a process. Times in milliseconds. */
export type LiveLimits = {
  readonly connections: number
  readonly perAddress: number
  readonly topics: number
  /** Subscriptions that a connection may ask for in a minute: each is a look into the database, past the limits of the API. */
  readonly subscriptions: number
  /** Bytes of a message from a client. */
  readonly messageBytes: number
  /** The same where messages are GraphQL documents. */
  readonly documentBytes: number
  /** Messages of a client that wait while one is worked on. */
  readonly waiting: number
  /** Messages that could not be read, before the connection is closed. */
  readonly malformed: number
  /** Bytes that wait for a client that does not read. */
  readonly unread: number
  /** From one look at the connections to the next; who did not answer the ping of the last one is gone. */
  readonly beat: number
  /** Without a topic. */
  readonly idle: number
  /** After it the client comes again, and is judged again. */
  readonly age: number
  /** How far those are spread that are told to come back. */
  readonly spread: number
  /** Until a client that was told to go is cut off. */
  readonly farewell: number
}

export const defaultLimits: LiveLimits = {
  connections: 10_000,
  perAddress: 100,
  topics: 50,
  subscriptions: 300,
  messageBytes: 4 * 1024,
  documentBytes: 64 * 1024,
  waiting: 100,
  malformed: 10,
  unread: 256 * 1024,
  beat: 30_000,
  idle: 60_000,
  age: 60 * 60_000,
  spread: 5_000,
  farewell: 1_000,
}
