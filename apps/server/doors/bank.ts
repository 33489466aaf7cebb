import type { Extension } from '@merx/kernel/server'
import { type Bank, bankPath } from '../bank.ts'

/** The sandbox bank, in development only. */
export function bankDoor({ plugin }: Bank): Extension {
  return async (fastify) => {
    if (plugin) await fastify.register(plugin, { prefix: bankPath })
  }
}
