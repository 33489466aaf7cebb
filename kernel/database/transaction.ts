import type postgres from 'postgres'
import type { Pool } from './connect.ts'
import { isLostConnection } from './faults.ts'

type Transaction = postgres.TransactionSql<{ bigint: number }>

const never = new Promise<never>(() => {})

/**
 * Runs a transaction. Use it and not `pool.begin`: when the connection dies under the body, postgres.js 3.4.9 rolls back on a socket that
 * is gone, which throws where nobody can catch it and ends the process (porsager/postgres#1208). Here what meets the dead connection is
 * held for ever, so that the driver does not hear of it, and the caller is told by the end of the connection itself.
 */
export async function transaction<T>(pool: Pool, body: (tx: Transaction) => Promise<T>): Promise<T> {
  const watch: Watch = { gone: false }
  const running = pool.begin((tx) => held(watch, body(guarded(tx, watch))))
  running.catch(() => {
    watch.gone = true
  })
  const { value } = await running
  return value
}

/** Whether the connection is gone, by what its own statements said: errors of other connections that the body uses look the same. */
type Watch = { gone: boolean }

function hear(watch: Watch, error: unknown): void {
  if (isLostConnection(error)) watch.gone = true
}

// in an object, because the driver awaits the elements of an array that it is given
async function held<V>(watch: Watch, running: Promise<V>): Promise<{ readonly value: V }> {
  try {
    const value = await running
    return watch.gone ? never : { value }
  } catch (error) {
    if (watch.gone) return never
    throw error
  }
}

function guarded(tx: Transaction, watch: Watch): Transaction {
  const send = (statement: () => unknown): unknown => {
    if (watch.gone) throw new Error('The connection of this transaction is gone')
    return overheard(statement(), (error) => hear(watch, error))
  }
  return new Proxy(tx, {
    apply: (target, self, given) => send(() => Reflect.apply(target, self, given)),
    get: (target, name) => {
      if (name === 'savepoint') return (body: Body) => savepoint(target, body, watch)
      if (name === 'unsafe') return (...given: Parameters<Pool['unsafe']>) => send(() => target.unsafe(...given))
      return Reflect.get(target, name)
    },
  })
}

type Body = (tx: Transaction) => Promise<unknown>

async function savepoint(tx: Transaction, body: Body, watch: Watch): Promise<unknown> {
  const thrown = new Set<unknown>()
  const noting = async (inner: Transaction): Promise<unknown> => {
    try {
      return await body(guarded(inner, watch))
    } catch (error) {
      thrown.add(error)
      throw error
    }
  }
  try {
    const { value } = await tx.savepoint((inner) => held(watch, noting(inner)))
    return value
  } catch (error) {
    // not the body's, so it is that of the driver's own statements around it
    if (!thrown.has(error)) hear(watch, error)
    throw error
  }
}

/** Lets `hear` know of a statement's error before whoever awaits it. Listening as one does to a promise would start the statement. */
function overheard(statement: unknown, hear: (error: unknown) => void): unknown {
  if (!(statement instanceof Promise)) return statement
  const reject: unknown = Reflect.get(statement, 'reject')
  if (typeof reject !== 'function') throw new Error('The driver’s statements are made differently now')
  Reflect.set(statement, 'reject', (error: unknown) => {
    hear(error)
    reject(error)
  })
  return statement
}
