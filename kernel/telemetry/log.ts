import pino, { type Logger } from 'pino'

/** Structured logs. Fields named here are masked: logs hold no secret and no personal data. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>

const masked = ['token', 'password', 'authorization', 'cookie', 'email', 'phone', 'secret', 'signature']

export function createLog(level: string): Log {
  const paths = masked.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  return pino({ level, redact: { paths, censor: '[masked]' }, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}
