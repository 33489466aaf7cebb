import postgres from 'postgres'
import type { Pool } from './connect.ts'

type Transaction = postgres.TransactionSql<{ bigint: number }>

const never = new Promise<never>(() => {})

/**
 * Runs a transaction. Use it and not `pool.begin`: when the connection dies under the body, postgres.js 3.4.9 rolls back on a socket that
 * is gone, which throws where nobody can catch it and ends the process (porsager/postgres#1208). Here what meets the dead connection is
 * held for ever, so that the driver does not hear of it, and the caller is told by the end of the connection itself.
 */
export async function transaction<T>(pool: Pool, body: (tx: Transaction) => Promise<T>): Promise<T> {
  let gone = false

  // in an object, because the driver awaits the elements of an array that it is given
  const held = async <V>(running: Promise<V>): Promise<{ readonly value: V }> => {
    try {
      return { value: await running }
    } catch (error) {
      if (gone || isLostConnection(error)) return never
      throw error
    }
  }

  const guarded = (tx: Transaction): Transaction =>
    new Proxy(tx, {
      apply: (target, self, statement) => {
        if (gone) throw new Error('The connection of this transaction is gone')
        return Reflect.apply(target, self, statement)
      },
      get: (target, name) => {
        if (name !== 'savepoint') return Reflect.get(target, name)
        return async (inner: (tx: Transaction) => Promise<unknown>) => {
          const { value } = await target.savepoint((within) => held(inner(guarded(within))))
          return value
        }
      },
    })

  const running = pool.begin((tx) => held(body(guarded(tx))))
  running.catch(() => {
    gone = true
  })
  const { value } = await running
  return value
}

const lost: ReadonlySet<unknown> = new Set(['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'ECONNRESET', 'EPIPE'])

/** Whether the connection on which this error came is closed or about to be. */
export function isLostConnection(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof postgres.PostgresError && /^(FATAL|PANIC)$/.test(cause.severity)) return true
    if ('code' in cause && lost.has(cause.code)) return true
  }
  return false
}
