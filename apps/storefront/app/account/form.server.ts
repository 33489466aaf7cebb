import { data, redirect } from 'react-router'
import { expected } from '../api/expect.server.ts'
import { type Faults, worded } from '../api/faults.ts'
import { logInPath } from './way-on.ts'

/** What a form comes back with that was not taken. Passwords and codes are typed again. */
export type FormAnswer = {
  readonly trouble: string
  readonly errors: Faults
  readonly values: Readonly<Record<string, string>>
}

type Refused = {
  readonly ok: false
  readonly status: number
  readonly code: string
  readonly problem: {
    readonly detail?: string
    readonly errors?: readonly { readonly field: string; readonly code: string; readonly detail: string }[]
  }
}

type Answered<Value> = { readonly ok: true; readonly value: Value } | Refused

/** The value of a call that asks who one is; who is not logged in is led there, and back. */
export function ownOf<Value>(result: Answered<Value> & Parameters<typeof expected<Value>>[0], url: URL): Value {
  if (!result.ok) askedIn(result, url)
  return expected(result)
}

/** Why a form was not taken, for the page that it stands on. */
export function refusedForm(refused: Refused, url: URL, values: FormAnswer['values'] = {}) {
  askedIn(refused, url)
  const { status, problem } = refused
  const faults = (problem.errors ?? []).map(({ field, code: fault, detail }) => [
    field,
    // nothing else is too small here: what a new password lacks has a code of its own
    fault === 'too_small' ? 'Fill this in.' : worded(detail),
  ])
  const trouble = faults.length > 0 ? 'Something is missing or needs another look.' : problem.detail
  return data<FormAnswer>({ trouble: trouble ?? tryAgain, errors: Object.fromEntries(faults), values }, { status })
}

const tryAgain = 'That did not work just now. Please try again.'

function askedIn({ code }: Refused, url: URL): void {
  if (code === 'unauthenticated') throw redirect(logInPath(url))
}

/** A field of a form as text, without what surrounds it; a password is read by `secretIn`. */
export function textIn(form: FormData, name: string): string {
  return secretIn(form, name).trim()
}

/** As it was typed. */
export function secretIn(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
