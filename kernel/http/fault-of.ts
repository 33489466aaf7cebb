import { Fault, type FaultCode } from './problem.ts'

const ofFastify: Readonly<Record<string, FaultCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_request',
  FST_ERR_BAD_URL: 'malformed_request',
  FST_ERR_MAX_PARAM_LENGTH: 'uri_too_long',
}

/** Of PostgreSQL: gave up waiting for a lock or for its turn, was cancelled, has no connection left. */
const busyStates = ['55P03', '40001', '40P01', '57014', '53300', '53400', '25P03']

/** Of PostgreSQL: is stopping or starting. Class 08 are broken connections, 53 are exhausted resources. */
const downStates = /^(57P0[1-5]|08...|53...)$/

/** Of the driver and of sockets. */
const downCodes = [
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
]

/** The fault that an error stands for; `undefined` for a bug or something else that nobody foresaw. */
export function faultOf(error: unknown): Fault | undefined {
  if (error instanceof Fault) return error
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  const known = ofFastify[code]
  if (known) return new Fault(known)
  if (busyStates.includes(code)) return new Fault('overloaded')
  // a unix socket that is gone is told as a missing file
  const noSocket = code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect'
  if (noSocket || downCodes.includes(code) || downStates.test(code)) return new Fault('database_unavailable')
  if (code.startsWith('FST_') && 'statusCode' in error && Number(error.statusCode) < 500)
    return new Fault('malformed_request')
  return undefined
}
