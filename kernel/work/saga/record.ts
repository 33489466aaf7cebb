import type { Sql } from '../../operations/context.ts'

/** A saga as its row tells; `asked` is sealed. */
export type SagaRow = {
  readonly id: string
  readonly operation: string
  readonly state: 'forward' | 'back'
  readonly attempts: number
  readonly asked: Uint8Array
}

/** Who is at work on a saga. Whoever takes it over names another holder, and what the former one then records is not taken. */
export type Hold = { readonly saga: string; readonly holder: string }

export type NewSaga = Hold & { readonly operation: string; readonly lane: string | undefined; readonly asked: Buffer }

/** Writes a saga down; `false` where another one is in its lane. */
export async function insertSaga(sql: Sql, { saga, holder, operation, lane, asked }: NewSaga): Promise<boolean> {
  const begun = await sql`
    insert into kernel.saga (id, operation, lane, asked, holder, worked_until)
    values (${saga}, ${operation}, ${lane ?? null}, ${asked}, ${holder}, now() + interval '20 seconds')
    on conflict (lane) do nothing`
  return begun.count === 1
}

export type NewStep = {
  readonly position: number
  readonly operation: string
  readonly undo: string | undefined
  readonly input: Buffer
  readonly answer: Buffer | undefined
}

export type NewSteps = Hold & {
  /** What the saga was asked, where it has learned more of that since it was written down. */
  readonly asked: Buffer | undefined
  readonly steps: readonly NewStep[]
}

/**
 * Records steps that are taken in this same unit, with their answers, and without one a step that is about to be taken, and holds the saga
 * for longer. `false` where the saga is no longer ours to go on with.
 */
export async function insertSagaSteps(sql: Sql, { saga, holder, asked, steps }: NewSteps): Promise<boolean> {
  const recorded = await sql`
    with held as (
      update kernel.saga set worked_until = now() + interval '20 seconds', asked = coalesce(${asked ?? null}::bytea, asked)
      where id = ${saga} and holder = ${holder} and state = 'forward'
      returning id
    )
    insert into kernel.saga_step (saga, position, operation, undo, input, answer)
    select held.id, step.position, step.operation, step.undo, decode(step.input, 'base64'), decode(step.answer, 'base64')
    from held, unnest(
      ${steps.map(({ position }) => position)}::int[], ${steps.map(({ operation }) => operation)}::text[],
      ${steps.map(({ undo }) => undo ?? null)}::text[], ${steps.map(({ input }) => input.toString('base64'))}::text[],
      ${steps.map(({ answer }) => answer?.toString('base64') ?? null)}::text[]
    ) as step (position, operation, undo, input, answer)
    on conflict (saga, position) do nothing
    returning position`
  return recorded.count === steps.length
}

export type StepRow = {
  readonly position: number
  readonly operation: string
  readonly undo: string | null
  readonly input: Uint8Array
  readonly answer: Uint8Array | null
}

/** The steps begun, in their order. */
export function stepsOf(sql: Sql, saga: string): Promise<readonly StepRow[]> {
  return sql<StepRow[]>`
    select position, operation, undo, input, answer from kernel.saga_step where saga = ${saga} order by position`
}

/** Turns a saga round: from now on its steps are undone. `false` where it is not ours any more. */
export async function turnBack(sql: Sql, { saga, holder }: Hold): Promise<boolean> {
  const turned = await sql`
    update kernel.saga set state = 'back', worked_until = now() + interval '20 seconds'
    where id = ${saga} and holder = ${holder}`
  return turned.count === 1
}

/** Forgets a step that is undone; `false` where somebody else has done that. */
export async function deleteSagaStep(sql: Sql, saga: string, position: number): Promise<boolean> {
  const gone = await sql`delete from kernel.saga_step where saga = ${saga} and position = ${position}`
  return gone.count === 1
}

/** Forgets a saga that has come to its end. `false` where it was taken over. */
export async function deleteSaga(sql: Sql, { saga, holder }: Hold, state: SagaRow['state']): Promise<boolean> {
  const gone = await sql`delete from kernel.saga where id = ${saga} and holder = ${holder} and state = ${state}`
  return gone.count === 1
}

/** Lets another try go on with a saga after a while. */
export async function rest(sql: Sql, { saga, holder }: Hold, milliseconds: number): Promise<void> {
  await sql`
    update kernel.saga set worked_until = now() + ${milliseconds} * interval '1 millisecond'
    where id = ${saga} and holder = ${holder}`
}

/** Takes over sagas that nobody is at work on. */
export function takeIdle(
  sql: Sql,
  { holder, limit }: { readonly holder: string; readonly limit: number },
): Promise<readonly SagaRow[]> {
  return sql<SagaRow[]>`
    update kernel.saga set holder = ${holder}, attempts = attempts + 1, worked_until = now() + interval '20 seconds'
    where id in (
      select id from kernel.saga where worked_until < now() order by worked_until limit ${limit} for update skip locked)
    returning id, operation, state, attempts, asked`
}
