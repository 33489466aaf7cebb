import type { AnyOperation } from '@merx/kernel'
import { addNote } from './commands/add-note.ts'
import { grantRole } from './commands/grant-role.ts'
import { removeRole } from './commands/remove-role.ts'
import { revokeRole } from './commands/revoke-role.ts'
import { saveRole } from './commands/save-role.ts'
import { exportAudit } from './queries/export-audit.ts'
import { listAccounts } from './queries/list-accounts.ts'
import { listAudit } from './queries/list-audit.ts'
import { listRoles } from './queries/list-roles.ts'
import { showAccount } from './queries/show-account.ts'
import { verifyAudit } from './queries/verify-audit.ts'

/** What staff do with accounts and with each other. */
export const staffOperations: readonly AnyOperation[] = [
  listAccounts,
  showAccount,
  addNote,
  listRoles,
  saveRole,
  removeRole,
  grantRole,
  revokeRole,
  listAudit,
  exportAudit,
  verifyAudit,
]
