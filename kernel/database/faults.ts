import postgres from 'postgres'

/** Of the driver and of sockets: the connection broke under its user. */
const broken: ReadonlySet<string> = new Set(['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'ECONNRESET', 'EPIPE'])

/** Of the driver and of sockets: there was no connection to be had. */
const unreachable: ReadonlySet<string> = new Set([
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
])

/** Of PostgreSQL, by SQLSTATE: connection, resources, stop and start of the server, its files, a server that became a replica. */
const infrastructure = /^(08...|53...|57P0[1-5]|58...|XX00[12]|25006)$/

/** Of PostgreSQL: gave up waiting for a lock or for its turn, was cancelled, has no connection left. */
const busy: ReadonlySet<string> = new Set(['55P03', '40001', '40P01', '57014', '53300', '53400', '25P03'])

/** Whether the connection on which this error came is closed or about to be. */
export function isLostConnection(error: unknown): boolean {
  return causesOf(error).some(
    (cause) =>
      broken.has(codeOf(cause)) || (cause instanceof postgres.PostgresError && /^(FATAL|PANIC)$/.test(cause.severity)),
  )
}

/**
 * Whether the database is at fault, not what was done with it: the same may go well later. Codes of sockets look alike whoever's socket
 * it was; who needs to be sure asks the database whether it answers.
 */
export function isDatabaseFault(error: unknown): boolean {
  if (isLostConnection(error)) return true
  return causesOf(error).some((cause) => {
    const code = codeOf(cause)
    // a unix socket that is gone is told as a missing file
    const noSocket = code === 'ENOENT' && 'syscall' in cause && cause.syscall === 'connect'
    return noSocket || unreachable.has(code) || infrastructure.test(code)
  })
}

/** Whether the database was too busy for this: it is worth another try soon. */
export function isDatabaseBusy(error: unknown): boolean {
  return causesOf(error).some((cause) => busy.has(codeOf(cause)))
}

function causesOf(error: unknown): readonly Error[] {
  const causes: Error[] = []
  for (let cause = error; cause instanceof Error && !causes.includes(cause); cause = cause.cause) causes.push(cause)
  return causes
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}
