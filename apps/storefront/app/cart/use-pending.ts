import { useFetchers } from 'react-router'
import { type Pending, readPending } from './pending.ts'

/** The changes of the cart that were sent and not answered. */
export function usePending(): readonly Pending[] {
  return useFetchers().flatMap(({ state, formData }) => {
    const pending = state === 'submitting' && formData ? readPending(formData) : undefined
    return pending ? [pending] : []
  })
}
