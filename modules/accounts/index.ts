import { defineModule } from '@merx/kernel'
import { composeLetter } from './commands/compose-letter.ts'
import { endSession } from './commands/end-session.ts'
import { logIn } from './commands/log-in.ts'
import { logOut } from './commands/log-out.ts'
import { logOutEverywhere } from './commands/log-out-everywhere.ts'
import { makeSigningKey } from './commands/make-signing-key.ts'
import { refresh } from './commands/refresh.ts'
import { register } from './commands/register.ts'
import { verifyEmail } from './commands/verify-email.ts'
import { accessChanged, emailVerified, letterRequested, userErased, userRegistered } from './events.ts'
import { contact } from './queries/contact.ts'
import { listSessions } from './queries/list-sessions.ts'
import { tokenState } from './queries/token-state.ts'
import { accountsSettings } from './settings.ts'
import { staffOperations } from './staff-operations.ts'
import { createRecogniser } from './tokens/recogniser.ts'

export type { IssuedIdentity, Issuer, IssuerAttempt, IssuerOutcome } from './domain/issuer.ts'
export { IssuerUnavailable } from './domain/issuer.ts'
export type { IssuerCase, IssuerSubject } from './issuer-conformance.ts'
export { issuerConformance } from './issuer-conformance.ts'
export { issuers } from './issuers.ts'
export { exportAudit } from './queries/export-audit.ts'
export { listAudit } from './queries/list-audit.ts'
export { verifyAudit } from './queries/verify-audit.ts'
export { shopSecret } from './tokens/shop-secret.ts'
export {
  composeLetter,
  contact,
  endSession,
  listSessions,
  logIn,
  logOut,
  logOutEverywhere,
  refresh,
  register,
  verifyEmail,
}

export const accountsModule = defineModule({
  name: 'accounts',
  migrations: new URL('./migrations/', import.meta.url),
  operations: [
    register,
    verifyEmail,
    logIn,
    refresh,
    logOut,
    logOutEverywhere,
    listSessions,
    endSession,
    contact,
    tokenState,
    makeSigningKey,
    composeLetter,
    ...staffOperations,
  ],
  events: [userRegistered, emailVerified, accessChanged, userErased, letterRequested],
  settings: [accountsSettings],
  recogniser: createRecogniser,
})
