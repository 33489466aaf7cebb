/** What a log shows of an error. */
type ErrorFields = {
  readonly type: string
  readonly message: string
  readonly code?: unknown
  /** Of the database: the rule that was broken, and where. */
  readonly constraint?: unknown
  readonly table?: unknown
  readonly stack?: string
  readonly cause?: ErrorFields
}

/** Of causes behind causes; a circle of them ends here too. */
const maxDepth = 5

/**
 * What is named here and nothing else: errors of the database carry the row that failed (`detail`, `where`), the statement and its
 * parameters, and others whatever a library hung on them.
 */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  const { name, message, stack, cause } = error
  return {
    type: name,
    message,
    ...('code' in error ? { code: error.code } : {}),
    ...('constraint_name' in error ? { constraint: error.constraint_name } : {}),
    ...('table_name' in error ? { table: error.table_name } : {}),
    ...(stack === undefined ? {} : { stack }),
    ...(cause === undefined || depth === maxDepth ? {} : { cause: errorFields(cause, depth + 1) }),
  }
}
