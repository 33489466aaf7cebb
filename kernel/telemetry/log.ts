import pino, { type DestinationStream, type Logger } from 'pino'
import { errorFields } from './error-fields.ts'

/** Structured logs. Fields named here are masked, and errors show what `errorFields` lets through: logs hold no secret and no personal data. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>

const masked = ['token', 'password', 'authorization', 'cookie', 'email', 'phone', 'secret', 'signature']

/** Lines go to the standard output unless told. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const paths = masked.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  const options = {
    level,
    redact: { paths, censor: '[masked]' },
    serializers: { err: (error: unknown) => errorFields(error) },
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  return destination ? pino(options, destination) : pino(options)
}
