import type { AnyOperation } from '@merx/kernel'
import { addNote } from './commands/add-note.ts'
import { blockAccount } from './commands/block-account.ts'
import { createApiKey } from './commands/create-api-key.ts'
import { grantRole } from './commands/grant-role.ts'
import { inviteStaff } from './commands/invite-staff.ts'
import { logOutAccount } from './commands/log-out-account.ts'
import { removeRole } from './commands/remove-role.ts'
import { revokeApiKey } from './commands/revoke-api-key.ts'
import { revokeRole } from './commands/revoke-role.ts'
import { saveRole } from './commands/save-role.ts'
import { unblockAccount } from './commands/unblock-account.ts'
import { exportAudit } from './queries/export-audit.ts'
import { listAccounts } from './queries/list-accounts.ts'
import { listApiKeys } from './queries/list-api-keys.ts'
import { listAudit } from './queries/list-audit.ts'
import { listRoles } from './queries/list-roles.ts'
import { showAccount } from './queries/show-account.ts'
import { verifyAudit } from './queries/verify-audit.ts'

/** What staff do with accounts and with each other. */
export const staffOperations: readonly AnyOperation[] = [
  listAccounts,
  showAccount,
  addNote,
  blockAccount,
  unblockAccount,
  logOutAccount,
  inviteStaff,
  listApiKeys,
  createApiKey,
  revokeApiKey,
  listRoles,
  saveRole,
  removeRole,
  grantRole,
  revokeRole,
  listAudit,
  exportAudit,
  verifyAudit,
]
