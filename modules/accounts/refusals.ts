import { type Refusal, refuse } from '@merx/kernel'

export function tooManyAttempts(nextAt: Date | null, now: Date): Refusal<'too_many_attempts'> {
  const milliseconds = (nextAt ?? now).getTime() - now.getTime()
  return refuse('too_many_attempts', {
    detail:
      'There were too many attempts in a row. Wait a little; after ten of them we write to the owner of the account.',
    retryAfter: Math.max(1, Math.ceil(milliseconds / 1_000)),
  })
}

export function invalidCredentials(): Refusal<'invalid_credentials'> {
  return refuse('invalid_credentials', {
    detail: 'Name or password is wrong, or the address is not confirmed yet: the link in our mail does that.',
  })
}

export function noSecondFactor(): Refusal<'no_second_factor'> {
  return refuse('no_second_factor', { detail: 'There is no second factor: set one up first.' })
}

export function unknownPasskey(): Refusal<'unknown_passkey'> {
  return refuse('unknown_passkey', { detail: 'You have no such passkey.' })
}

/** Too many passwords are being looked at: who comes back in a second finds room. */
export function busy(): Refusal<'busy'> {
  return refuse('busy', { detail: 'Many people log in at this moment; try again in a second.', retryAfter: 1 })
}
