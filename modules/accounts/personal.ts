import type { PersonalData } from '@merx/kernel'
import { personalRecords } from './queries/personal-records.ts'

/** Erased by `accounts.erase-me` itself, in its unit of work. */
export const personal: PersonalData = {
  erased: [
    'account.email',
    'account.email_verified_at',
    'account.username',
    'account.name',
    'account.phone',
    'account.locale',
    'account_role.account_id',
    'address.account_id',
    'address.address',
    'api_key.account_id',
    'api_key.name',
    'letter.account_id',
    'letter.recipient',
    'note.account_id',
    'note.body',
    'factor_challenge.account_id',
    'issuer_attempt.account_id',
    'linked_identity.account_id',
    'linked_identity.subject',
    'passkey.account_id',
    'passkey.name',
    'passkey_challenge.account_id',
    'recovery_code.account_id',
    'totp.account_id',
    'trusted_device.account_id',
    'trusted_device.agent',
    'session.account_id',
    'session.agent',
  ],
  passing: ['voided.account_id'],
  // which of the staff wrote, of a note that goes with the person whom it is about
  kept: ['note.author'],
  harmless: ['role.name'],
  records: personalRecords,
}
