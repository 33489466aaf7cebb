/** Tells people from programs before anything costly is done for them. Implementations live in `providers/`. */
export type BotCheck = {
  /** What a page shows its widget with; public. */
  readonly siteKey: string
  /**
   * Whether the token that the widget gave is of a person, fresh, unused and given for this action. Throws `BotCheckUnavailable` where nobody
   * answers: limits and lock-out stand behind it, so the caller goes on.
   */
  verify(shown: ShownToken): Promise<BotVerdict>
}

export type ShownToken = {
  readonly token: string
  /** What it was asked for: `register`, `log-in`, `forgot-password`. */
  readonly action: string
  readonly address: string | undefined
}

export type BotVerdict = 'person' | 'program'

export class BotCheckUnavailable extends Error {
  override readonly name = 'BotCheckUnavailable'
}
