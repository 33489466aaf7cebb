/** What a log shows of an error. */
export type ErrorFields = {
  readonly type: string
  readonly message: string
  readonly code?: string
  readonly constraint?: string
  readonly table?: string
  readonly stack?: string
  readonly cause?: ErrorFields
}

/** Of causes behind causes; a circle of them ends here too. */
const maxDepth = 5

/**
 * Only fields that are named here: errors of the database carry the row that failed (`detail`, `where`), the statement and its parameters,
 * and errors of the network whatever a library hung on them.
 */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  const { message, stack, cause } = error
  return {
    type: error.name,
    message,
    ...text(error, 'code'),
    ...renamed(error, 'constraint'),
    ...renamed(error, 'table'),
    ...(stack === undefined ? {} : { stack }),
    ...(cause === undefined || depth >= maxDepth ? {} : { cause: errorFields(cause, depth + 1) }),
  }
}
