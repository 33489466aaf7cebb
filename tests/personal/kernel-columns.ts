import type { PersonalData } from '@merx/kernel'

/** The kernel's own tables. Its events carry ids, and what it keeps of requests is sealed: columns of bytes hold hashes and ciphers alone. */
export const kernelColumns: PersonalData = {
  // who did it, from which address: docs/decisions/audit.md
  kept: [
    'audit_entry.actor_kind',
    'audit_entry.actor_id',
    'audit_entry.target',
    'audit_entry.change',
    'audit_entry.address',
  ],
  // ids of what is to be sent, forgotten with the log
  passing: ['delivery.payload', 'event.payload', 'parked.payload', 'dead_letter.payload'],
  harmless: ['event.name', 'parked.name', 'dead_letter.name', 'job.name', 'migration.name'],
}
