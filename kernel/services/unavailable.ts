/**
 * A module in another process cannot be reached, does not answer in time or says that it cannot answer now. Whether a change was made is
 * not known, unless it was asked for under a key or as a step.
 */
export class ModuleUnavailable extends Error {
  override readonly name = 'ModuleUnavailable'
  readonly module: string
  /** Seconds after which it is worth another try. */
  readonly retryAfter: number

  /** `cause` is what happened on the way; absent where the module answered itself, or was not asked because it lately did not answer. */
  constructor(module: string, more: { readonly retryAfter?: number; readonly cause?: unknown } = {}) {
    super(`The module '${module}' cannot be reached`, more.cause === undefined ? {} : { cause: more.cause })
    this.module = module
    this.retryAfter = more.retryAfter ?? 1
  }
}
