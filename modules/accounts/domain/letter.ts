import { z } from 'zod'

export const LetterKind = z.enum([
  'verify_email',
  'already_registered',
  'reset_password',
  'password_changed',
  'confirm_new_email',
  'email_change_requested',
  'email_changed',
  'unlock',
  'invitation',
  'second_factor_added',
  'second_factor_removed',
  'recovery_code_used',
  'passkey_added',
  'passkey_removed',
  'identity_linked',
])
export type LetterKind = z.output<typeof LetterKind>

/** Pages of the shop, to which letters lead. */
export const linkPaths: Readonly<Record<LetterKind, string>> = {
  verify_email: '/account/verify',
  already_registered: '/account/forgot-password',
  reset_password: '/account/reset-password',
  password_changed: '/account/forgot-password',
  confirm_new_email: '/account/confirm-email',
  email_change_requested: '/account/forgot-password',
  email_changed: '/account/forgot-password',
  unlock: '/account/unlock',
  invitation: '/account/invitation',
  second_factor_added: '/account/security',
  second_factor_removed: '/account/security',
  recovery_code_used: '/account/security',
  passkey_added: '/account/security',
  passkey_removed: '/account/security',
  identity_linked: '/account/security',
}

const hour = 60 * 60 * 1_000

/** For how long its link works, in milliseconds; absent for letters that only tell. */
export const linkLife: Readonly<Partial<Record<LetterKind, number>>> = {
  verify_email: 48 * hour,
  reset_password: hour,
  confirm_new_email: 24 * hour,
  unlock: 24 * hour,
  invitation: 72 * hour,
}
