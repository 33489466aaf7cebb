import { isRefused } from '../operations/refusal.ts'
import type { Execute } from '../work/execute.ts'
import type { Standby } from './standby.ts'

/**
 * Lets a standby answer callers from outside what is the same for everyone: queries with tags. A caller who has changed something is
 * told how far the log had come by then, and is answered by who has come as far.
 */
export function dispatchWithStandby(dispatch: Execute, standby: Standby): Execute {
  return async (operation, input, frame) => {
    const { sight } = frame
    // a transport that does not tell what the caller has seen, or another process that keeps the answer and knows what it dropped
    if (!sight) return dispatch(operation, input, frame)
    if (operation.kind !== 'query') {
      const answer = await dispatch(operation, input, frame)
      sight.latest = await standby.position()
      return answer
    }
    const { tags } = operation
    if (!tags) return dispatch(operation, input, frame)
    const found = await standby.read(sight.latest, async (sql, doubt) => {
      const value = await dispatch(operation, input, { ...frame, standby: sql })
      return doubt(isRefused(value) ? undefined : tags(input, value)) ? undefined : { value }
    })
    return found ? found.value : dispatch(operation, input, frame)
  }
}
