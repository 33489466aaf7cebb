import { type Refusal, refuse } from '@merx/kernel'

/** Too many passwords are being looked at: who comes back in a second finds room. */
export function busy(): Refusal<'busy'> {
  return refuse('busy', { detail: 'Many people log in at this moment; try again in a second.', retryAfter: 1 })
}
