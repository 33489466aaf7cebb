import type { Sql } from '../operations/context.ts'

/** The newest seal: who keeps it elsewhere can tell later whether everything before it is still as it was. */
export type Head = { readonly position: number; readonly hash: string }

/**
 * Seals entries that have no seal yet, at most `limit`, in the order of their ids. Which those are is asked of the transactions that wrote
 * them, as readers of the log of events do: one that commits late is found late, and nobody waits for it. Two who seal at once meet at the
 * position, and one of them fails.
 */
export async function sealEntries(
  sql: Sql,
  limit: number,
): Promise<{ readonly sealed: number; readonly head: Head | undefined }> {
  const [row] = await sql<{ sealed: number; position: number | null; hash: string | null }[]>`
    with recursive head as (
      (select position, hash, horizon from kernel.audit_seal order by position desc limit 1)
      union all select 0, sha256(''), '0'::xid8
      order by position desc limit 1
    ), fresh as materialized (
      select unsealed as entry, row_number() over (order by id) as number
      from kernel.audit_entry unsealed
      -- a database that was moved by a dump counts transactions anew
      where xid >= (select least(horizon, pg_snapshot_xmin(pg_current_snapshot())) from head)
        and not exists (select from kernel.audit_seal where audit_seal.entry = unsealed.id)
      order by id limit ${limit}
    ), chain as (
      select 0::bigint as number, hash, null::uuid as entry from head
      union all
      select fresh.number, sha256(chain.hash || kernel.audit_digest(fresh.entry)), (fresh.entry).id
      from chain join fresh on fresh.number = chain.number + 1
    ), sealed as (
      insert into kernel.audit_seal (position, entry, hash, horizon)
      select head.position + chain.number, chain.entry, chain.hash,
        case when (select count(*) from fresh) < ${limit} then pg_snapshot_xmin(pg_current_snapshot()) else head.horizon end
      from chain cross join head where chain.number > 0
      returning position, hash
    )
    select count(*)::int as sealed, max(position) as position, encode((array_agg(hash order by position desc))[1], 'hex') as hash
    from sealed`
  const { sealed = 0, position, hash } = row ?? {}
  return { sealed, head: position && hash ? { position, hash } : undefined }
}

export type Verified = {
  /** Entries that are part of the chain. */
  readonly sealed: number
  readonly head: Head | undefined
  /** The first seal that does not follow from the one before it and from its entry. */
  readonly broken: { readonly position: number; readonly entry: string } | undefined
  /** Entries that have had no seal for a minute: the job does not run, or they were put in behind it. */
  readonly unsealed: number
}

/** Goes through the chain from its beginning. */
export async function verifyChain(sql: Sql): Promise<Verified> {
  const [row] = await sql<VerifiedRow[]>`
    with link as (
      select position, seal.entry, hash,
        lag(hash, 1, sha256('')) over (order by position) as before,
        lag(position, 1, 0::bigint) over (order by position) as last,
        kernel.audit_digest(sealed) as digest
      from kernel.audit_seal seal left join kernel.audit_entry sealed on sealed.id = seal.entry
    ), broken as (
      select position, entry from link
      where position <> last + 1 or hash is distinct from sha256(before || digest)
      order by position limit 1
    ), head as (
      select position, encode(hash, 'hex') as hash from kernel.audit_seal order by position desc limit 1
    )
    select (select count(*) from kernel.audit_seal) as sealed, head.position, head.hash,
      broken.position as "brokenAt", broken.entry as "brokenEntry",
      (select count(*) from kernel.audit_entry entry
       where entry.occurred_at < now() - interval '1 minute'
         and not exists (select from kernel.audit_seal where audit_seal.entry = entry.id)) as unsealed
    from (select) as one left join head on true left join broken on true`
  const { sealed = 0, position, hash, brokenAt, brokenEntry, unsealed = 0 } = row ?? {}
  return {
    sealed,
    head: position && hash ? { position, hash } : undefined,
    broken: brokenAt && brokenEntry ? { position: brokenAt, entry: brokenEntry } : undefined,
    unsealed,
  }
}

type VerifiedRow = {
  readonly sealed: number
  readonly position: number | null
  readonly hash: string | null
  readonly brokenAt: number | null
  readonly brokenEntry: string | null
  readonly unsealed: number
}
