import { isRefused } from '../operations/refusal.ts'
import type { Execute } from '../work/execute.ts'
import type { Copy } from './copy.ts'

/**
 * Lets a standby answer callers from outside what is the same for everyone: queries with tags. A caller who has changed something is
 * told how far the log had come by then, and is answered by who has come as far.
 */
export function dispatchWithCopy(dispatch: Execute, copy: Copy): Execute {
  return async (operation, input, frame) => {
    const { sight } = frame
    // a transport that does not tell what the caller has seen, or another process that keeps the answer and knows what it dropped
    if (!sight) return dispatch(operation, input, frame)
    if (operation.kind !== 'query') {
      const answer = await dispatch(operation, input, frame)
      sight.latest = await copy.position()
      return answer
    }
    const { tags } = operation
    if (!tags) return dispatch(operation, input, frame)
    const found = await copy.read(sight.latest, async (sql, doubt) => {
      const value = await dispatch(operation, input, { ...frame, copy: sql })
      return doubt(isRefused(value) ? undefined : tags(input, value)) ? undefined : { value }
    })
    return found ? found.value : dispatch(operation, input, frame)
  }
}
