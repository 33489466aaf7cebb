import type { Caller } from '@merx/kernel'

/** How the ledger names who moved stock. */
export function actorOf(caller: Caller): string {
  switch (caller.kind) {
    case 'user':
    case 'staff':
      return `${caller.kind}:${caller.id}`
    case 'guest':
    case 'system':
      return caller.kind
  }
}
