import type { Extension } from '@merx/kernel/server'
import { type Bank, bankPath } from '../bank.ts'

/** The sandbox bank, in development only. */
export function bankDoor(bank: Bank): Extension {
  return async (fastify) => {
    await fastify.register(bank.plugin, { prefix: bankPath })
  }
}
