import { defineModule } from '@merx/kernel'
import { register } from './commands/register.ts'
import { accessChanged, emailVerified, letterRequested, userErased, userRegistered } from './events.ts'
import { contact } from './queries/contact.ts'
import { exportAudit } from './queries/export-audit.ts'
import { listAudit } from './queries/list-audit.ts'
import { verifyAudit } from './queries/verify-audit.ts'
import { accountsSettings } from './settings.ts'

export type { IssuedIdentity, Issuer, IssuerAttempt, IssuerOutcome } from './domain/issuer.ts'
export { IssuerUnavailable } from './domain/issuer.ts'
export type { IssuerCase, IssuerSubject } from './issuer-conformance.ts'
export { issuerConformance } from './issuer-conformance.ts'
export { issuers } from './issuers.ts'
export { contact, exportAudit, listAudit, register, verifyAudit }

export const accountsModule = defineModule({
  name: 'accounts',
  migrations: new URL('./migrations/', import.meta.url),
  operations: [register, contact, listAudit, exportAudit, verifyAudit],
  events: [userRegistered, emailVerified, accessChanged, userErased, letterRequested],
  settings: [accountsSettings],
})
