import { isDatabaseBusy, isDatabaseFault } from '../database/faults.ts'
import { ModuleUnavailable } from '../services/unavailable.ts'
import { OutcomeOpen } from '../work/outcome-open.ts'
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

/** The fault that an error stands for; `undefined` for a bug or something else that nobody foresaw. */
export function faultOf(error: unknown): Fault | undefined {
  if (error instanceof Fault) return error
  if (error instanceof ModuleUnavailable) {
    const { module, retryAfter } = error
    return new Fault('module_unavailable', { data: { module }, headers: { 'retry-after': String(retryAfter) } })
  }
  if (error instanceof OutcomeOpen) {
    return new Fault('outcome_open', { headers: { 'retry-after': String(error.retryAfter) } })
  }
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  const known = ofFastify[code]
  if (known) return new Fault(known)
  // nobody wraps errors of the database: a cause was met by somebody who called the world, such as `fetch`
  if (error.cause === undefined) {
    if (isDatabaseBusy(error)) return new Fault('overloaded')
    if (isDatabaseFault(error)) return new Fault('database_unavailable')
  }
  if (code.startsWith('FST_') && 'statusCode' in error && Number(error.statusCode) < 500)
    return new Fault('malformed_request')
  return undefined
}
