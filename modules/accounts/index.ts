import { defineModule } from '@merx/kernel'
import { register } from './commands/register.ts'
import { accessChanged, emailVerified, letterRequested, userErased, userRegistered } from './events.ts'
import { contact } from './queries/contact.ts'
import { accountsSettings } from './settings.ts'
import { staffOperations } from './staff-operations.ts'

export type { IssuedIdentity, Issuer, IssuerAttempt, IssuerOutcome } from './domain/issuer.ts'
export { IssuerUnavailable } from './domain/issuer.ts'
export type { IssuerCase, IssuerSubject } from './issuer-conformance.ts'
export { issuerConformance } from './issuer-conformance.ts'
export { issuers } from './issuers.ts'
export { exportAudit } from './queries/export-audit.ts'
export { listAudit } from './queries/list-audit.ts'
export { verifyAudit } from './queries/verify-audit.ts'
export { contact, register }

export const accountsModule = defineModule({
  name: 'accounts',
  migrations: new URL('./migrations/', import.meta.url),
  operations: [register, contact, ...staffOperations],
  events: [userRegistered, emailVerified, accessChanged, userErased, letterRequested],
  settings: [accountsSettings],
})
