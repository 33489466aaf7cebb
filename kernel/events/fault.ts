// classes of SQLSTATE: connection, resources, shutdown and start of the server, a server that became a replica, its files
const infrastructure = /^(08|53|57P0|58|25006|XX00[12])/

const sockets: ReadonlySet<string> = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])

/** Whether the database is at fault, not what was done with it: then nothing is counted against an event, it is tried again. */
export function isDatabaseFault(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause ? cause.code : undefined
    if (typeof code === 'string' && (sockets.has(code) || infrastructure.test(code))) return true
  }
  return false
}

/** What is kept of an error beside the thing that failed. */
export function describeFault(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  // PostgreSQL stores no NUL
  return text.replaceAll('\u0000', '').slice(0, 2_000)
}
