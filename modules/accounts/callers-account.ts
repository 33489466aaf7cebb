import { type Caller, personOf, type Refusal, refuse } from '@merx/kernel'
import { SessionId, UserId } from './domain/ids.ts'

/** The account of the caller. Who calls by the key of the environment is allowed in and has none. */
export function callersAccount({ caller }: { readonly caller: Caller }): UserId | Refusal<'no_account'> {
  const id = personOf(caller)
  if (id === undefined)
    return refuse('no_account', { detail: 'A key of the environment has no account: log in as a person.' })
  return UserId.parse(id)
}

export function callersSessionId({ caller }: { readonly caller: Caller }): SessionId | undefined {
  return 'session' in caller && caller.session !== undefined ? SessionId.parse(caller.session) : undefined
}

/** Who is gone while his token lives. */
export function noAccount(): Refusal<'no_account'> {
  return refuse('no_account', { detail: 'This account is no more.' })
}
