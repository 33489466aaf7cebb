/**
 * Another process has taken over what this one was at and brings it to its end. A caller with a key waits for that and is answered; one
 * without can be told only that it is under way.
 */
export class OutcomeOpen extends Error {
  override readonly name = 'OutcomeOpen'
  /** Seconds after which it is worth a look: most of what is taken over ends at once. */
  readonly retryAfter = 5

  constructor(operation: string) {
    super(`How ${operation} ends another process will know`)
  }
}
