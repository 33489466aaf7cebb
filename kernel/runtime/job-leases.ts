import type { Pool } from '../database/connect.ts'

/** Gives jobs that have none a row; they are due at once. */
export async function registerJobs(sql: Pool, names: readonly string[]): Promise<void> {
  await sql`insert into kernel.job (name) select unnest(${names}::text[]) on conflict (name) do nothing`
}

export type JobLease = {
  readonly names: readonly string[]
  readonly holder: string
  readonly lease: number
  readonly due: boolean
}

/** Leases those of the jobs that nobody runs, the due ones or all. Returns their names. */
export async function leaseJobs(sql: Pool, { names, holder, lease, due }: JobLease): Promise<readonly string[]> {
  if (names.length === 0) return []
  const rows = await sql<{ name: string }[]>`
    update kernel.job
    set leased_by = ${holder}, leased_until = clock_timestamp() + ${lease} * interval '1 millisecond', started_at = clock_timestamp()
    where name in (
      select name from kernel.job
      where name = any(${names}::text[]) and (${!due} or due_at <= clock_timestamp())
        and (leased_until is null or leased_until < clock_timestamp())
      for update skip locked)
    returning name`
  return rows.map(({ name }) => name)
}

type Held = { readonly name: string; readonly holder: string }

/** Holds a job for longer; returns whether it was still held. */
export async function renewJob(
  sql: Pool,
  { name, holder, lease }: Held & { readonly lease: number },
): Promise<boolean> {
  const renewed = await sql`
    update kernel.job set leased_until = clock_timestamp() + ${lease} * interval '1 millisecond'
    where name = ${name} and leased_by = ${holder}`
  return renewed.count === 1
}

/** Frees a job whose run was broken off: it is as due as it was. */
export async function giveBackJob(sql: Pool, { name, holder }: Held): Promise<void> {
  await sql`
    update kernel.job set leased_by = null, leased_until = null where name = ${name} and leased_by = ${holder}`
}

type Ended = Held & {
  readonly every: number
  readonly error: string | undefined
}

/** Frees the job and says when it is due again: after a failure later with each one, up to five minutes or its own pace if that is slower. */
export async function endRun(sql: Pool, { name, holder, every, error }: Ended): Promise<void> {
  await sql`
    update kernel.job
    set leased_by = null, leased_until = null, finished_at = clock_timestamp(), last_error = ${error ?? null},
      failures = case when ${error === undefined} then 0 else failures + 1 end,
      due_at = clock_timestamp() + interval '1 second' * case when ${error === undefined} then ${every}::float8
        else least(${every}::float8 * 2.0 ^ least(failures, 20), greatest(${every}::float8, 300)) end
    where name = ${name} and leased_by = ${holder}`
}
