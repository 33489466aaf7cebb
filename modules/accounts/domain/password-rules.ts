import type { FieldError } from '@merx/kernel'
import { isCommon } from './common-passwords.ts'

/** What a password must not be made of. */
export type OwnData = { readonly email: string; readonly name: string; readonly username?: string | null }

const shortest = 10

/**
 * What is wrong with a new password; `undefined` if nothing is. Length and lists alone, as NIST SP 800-63B has it: rules on characters make
 * passwords worse.
 */
export function passwordFault(password: string, own: OwnData, field = 'password'): FieldError | undefined {
  const detail = faultOf(password, own)
  return detail && { field, ...detail }
}

function faultOf(password: string, own: OwnData): Pick<FieldError, 'code' | 'detail'> | undefined {
  if ([...password].length < shortest)
    return { code: 'too_short', detail: `Take ${shortest} characters at least; a few words in a row do well.` }
  if (isCommon(password))
    return { code: 'too_common', detail: 'Many people use this password, so it is tried first. Take another one.' }
  if (isOwn(password, own))
    return {
      code: 'too_personal',
      detail: 'This is made of your name or address, which others know. Take another one.',
    }
  return undefined
}

/** Whether little is left of it without what everybody knows of the person. */
function isOwn(password: string, { email, name, username }: OwnData): boolean {
  const parts = [email, ...email.split(/[@.+_-]/), name, ...name.split(/\s+/), username ?? '']
  const known = parts.map((part) => part.toLowerCase()).filter((part) => part.length >= 4)
  const rest = known
    .toSorted((one, other) => other.length - one.length)
    .reduce((left, part) => left.replaceAll(part, ''), password.toLowerCase())
  return rest.length < password.length && rest.replace(/[^\p{L}]/gu, '').length < 4
}
