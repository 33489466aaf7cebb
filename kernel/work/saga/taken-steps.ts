import type { Sql } from '../../operations/context.ts'

/** A step that this database was asked for before. */
export type TakenStep = { readonly state: 'taken' | 'undone' | 'barred'; readonly answer: Uint8Array | null }

/** Records in the unit of a step that it is taken; what is there already is returned instead, once its own unit has ended. */
export async function recordStep(sql: Sql, id: string, operation: string): Promise<TakenStep | undefined> {
  const recorded = await sql`
    insert into kernel.step (id, operation) values (${id}, ${operation}) on conflict (id) do nothing`
  return recorded.count === 1 ? undefined : findStep(sql, id)
}

export async function storeStepAnswer(sql: Sql, id: string, answer: Buffer): Promise<void> {
  await sql`update kernel.step set answer = ${answer} where id = ${id}`
}

/**
 * Bars a step that was not taken yet, so that it can never come later. Returns `undefined` where it was, otherwise the step as it stands,
 * locked, for the caller to undo.
 */
export async function barStep(sql: Sql, id: string, operation: string): Promise<TakenStep | undefined> {
  const barred = await sql`
    insert into kernel.step (id, operation, state) values (${id}, ${operation}, 'barred') on conflict (id) do nothing`
  if (barred.count === 1) return undefined
  const [step] = await sql<TakenStep[]>`select state, answer from kernel.step where id = ${id} for update`
  return step
}

export async function markUndone(sql: Sql, id: string): Promise<void> {
  await sql`update kernel.step set state = 'undone' where id = ${id}`
}

/**
 * Forgets steps that nobody asks for any more, a bounded number at a time. Returns how many went. A saga is carried on until it has come to
 * its end, and an undo that does not know its step undoes nothing: they are kept for longer than a module is away.
 */
export async function forgetOldSteps(sql: Sql, limit: number): Promise<number> {
  const gone = await sql`
    delete from kernel.step where id in (
      select id from kernel.step where recorded_at < now() - interval '14 days' order by recorded_at limit ${limit})`
  return gone.count
}

async function findStep(sql: Sql, id: string): Promise<TakenStep | undefined> {
  const [step] = await sql<TakenStep[]>`select state, answer from kernel.step where id = ${id}`
  return step
}
