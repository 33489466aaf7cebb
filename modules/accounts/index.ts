import { defineModule } from '@merx/kernel'
import { acceptInvitation } from './commands/accept-invitation.ts'
import { addAddress } from './commands/add-address.ts'
import { changeAddress } from './commands/change-address.ts'
import { changeEmail } from './commands/change-email.ts'
import { changePassword } from './commands/change-password.ts'
import { composeLetter } from './commands/compose-letter.ts'
import { confirmEmail } from './commands/confirm-email.ts'
import { endSession } from './commands/end-session.ts'
import { eraseMe } from './commands/erase-me.ts'
import { forgotPassword } from './commands/forgot-password.ts'
import { logIn } from './commands/log-in.ts'
import { logOut } from './commands/log-out.ts'
import { logOutEverywhere } from './commands/log-out-everywhere.ts'
import { makeSigningKey } from './commands/make-signing-key.ts'
import { openApiKey } from './commands/open-api-key.ts'
import { openSetUp } from './commands/open-set-up.ts'
import { refresh } from './commands/refresh.ts'
import { register } from './commands/register.ts'
import { removeAddress } from './commands/remove-address.ts'
import { resendVerification } from './commands/resend-verification.ts'
import { resetPassword } from './commands/reset-password.ts'
import { setUp } from './commands/set-up.ts'
import { unlock } from './commands/unlock.ts'
import { updateProfile } from './commands/update-profile.ts'
import { verifyEmail } from './commands/verify-email.ts'
import { accessChanged, emailVerified, letterRequested, userErased, userRegistered } from './events.ts'
import { forgetExpiredProofs } from './jobs/forget-expired-proofs.ts'
import { forgetThePast } from './jobs/forget-the-past.ts'
import { renewSigningKeys } from './jobs/renew-signing-keys.ts'
import { logInOperations } from './log-in-operations.ts'
import { personal } from './personal.ts'
import { contact } from './queries/contact.ts'
import { exportMyData } from './queries/export-my-data.ts'
import { listAddresses } from './queries/list-addresses.ts'
import { listSessions } from './queries/list-sessions.ts'
import { listTokenKeys } from './queries/list-token-keys.ts'
import { personalRecords } from './queries/personal-records.ts'
import { showProfile } from './queries/show-profile.ts'
import { tokenState } from './queries/token-state.ts'
import { accountsSettings } from './settings.ts'
import { staffOperations } from './staff-operations.ts'
import { createRecogniser } from './tokens/recogniser.ts'

export { botCheck } from './bot-check.ts'
export { addPasskey } from './commands/add-passkey.ts'
export { beginIssuerLink } from './commands/begin-issuer-link.ts'
export { beginIssuerLogIn } from './commands/begin-issuer-log-in.ts'
export { beginPasskey } from './commands/begin-passkey.ts'
export { beginPasskeyLogIn } from './commands/begin-passkey-log-in.ts'
export { beginTotp } from './commands/begin-totp.ts'
export { confirmTotp } from './commands/confirm-totp.ts'
export { finishIssuerLogIn } from './commands/finish-issuer-log-in.ts'
export { forgetDevices } from './commands/forget-devices.ts'
export { logInByPasskey } from './commands/log-in-by-passkey.ts'
export { passSecondFactor } from './commands/pass-second-factor.ts'
export { removePasskey } from './commands/remove-passkey.ts'
export { removeTotp } from './commands/remove-totp.ts'
export { renamePasskey } from './commands/rename-passkey.ts'
export { renewRecoveryCodes } from './commands/renew-recovery-codes.ts'
export { unlinkIssuer } from './commands/unlink-issuer.ts'
export type { BotCheck, BotVerdict, ShownToken } from './domain/bot-check.ts'
export { BotCheckUnavailable } from './domain/bot-check.ts'
export type { IssuedIdentity, Issuer, IssuerAttempt, IssuerOutcome } from './domain/issuer.ts'
export { IssuerUnavailable } from './domain/issuer.ts'
export type { IssuerCase, IssuerSubject } from './identities/issuer-conformance.ts'
export { issuerConformance } from './identities/issuer-conformance.ts'
export { issuers } from './identities/issuers.ts'
export { exportAudit } from './queries/export-audit.ts'
export { listAudit } from './queries/list-audit.ts'
export { listIssuers } from './queries/list-issuers.ts'
export { listLinkedIssuers } from './queries/list-linked-issuers.ts'
export { listPasskeys } from './queries/list-passkeys.ts'
export { showSecondFactor } from './queries/show-second-factor.ts'
export { verifyAudit } from './queries/verify-audit.ts'
export { shopSecret } from './tokens/shop-secret.ts'
export {
  acceptInvitation,
  addAddress,
  changeAddress,
  changeEmail,
  changePassword,
  composeLetter,
  confirmEmail,
  contact,
  endSession,
  forgotPassword,
  listAddresses,
  listSessions,
  listTokenKeys,
  logIn,
  logOut,
  logOutEverywhere,
  openSetUp,
  refresh,
  register,
  removeAddress,
  resendVerification,
  resetPassword,
  setUp,
  showProfile,
  unlock,
  updateProfile,
  verifyEmail,
}

/** What looks at a password or a link, or writes a mail: of these one address may not call as many as it likes. */
export const provesIdentity = [
  register,
  resendVerification,
  verifyEmail,
  logIn,
  forgotPassword,
  resetPassword,
  changePassword,
  changeEmail,
  confirmEmail,
  unlock,
  acceptInvitation,
  setUp,
  eraseMe,
] as const

export const accountsModule = defineModule({
  name: 'accounts',
  migrations: new URL('./migrations/', import.meta.url),
  operations: [
    register,
    resendVerification,
    verifyEmail,
    logIn,
    refresh,
    logOut,
    logOutEverywhere,
    listSessions,
    endSession,
    forgotPassword,
    resetPassword,
    changePassword,
    changeEmail,
    confirmEmail,
    unlock,
    showProfile,
    updateProfile,
    listAddresses,
    addAddress,
    changeAddress,
    removeAddress,
    listTokenKeys,
    contact,
    tokenState,
    makeSigningKey,
    composeLetter,
    ...logInOperations,
    personalRecords,
    acceptInvitation,
    openSetUp,
    setUp,
    exportMyData,
    eraseMe,
    openApiKey,
    ...staffOperations,
  ],
  events: [userRegistered, emailVerified, accessChanged, userErased, letterRequested],
  jobs: [renewSigningKeys, forgetThePast, forgetExpiredProofs],
  settings: [accountsSettings],
  recogniser: createRecogniser,
  personal,
})
