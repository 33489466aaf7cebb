import type { Caller } from '@merx/kernel'

/** How the history of an order names who moved it. A guest is the buyer: nobody else holds the order's token. */
export function actorOf(caller: Caller): string {
  switch (caller.kind) {
    case 'user':
    case 'staff':
      return `${caller.kind}:${caller.id}`
    case 'guest':
      return 'buyer'
    case 'system':
      return 'system'
  }
}
