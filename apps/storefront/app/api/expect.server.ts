import type { Result } from '@merx/client'
import { data } from 'react-router'

/** The value of a call, or the page that says why there is none. */
export function expected<Value>(result: Result<Value, string>): Value {
  if (result.ok) return result.value
  // an address that names nothing well formed names nothing
  const status = result.status === 400 || result.status === 422 ? 404 : result.status
  throw data({ code: result.code }, { status })
}
