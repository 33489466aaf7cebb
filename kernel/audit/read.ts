import { z } from 'zod'
import type { Sql } from '../operations/context.ts'
import { text } from '../values/text.ts'
import { outcomes } from './entry.ts'
import type { Facts } from './facts.ts'

/** One value that is kept of a change, by the path of its field. */
const AuditFact = z.object({ name: z.string(), value: z.string() }).meta({ id: 'AuditFact' })

export const AuditEntry = z
  .object({
    id: z.uuid(),
    occurredAt: z.iso.datetime(),
    actor: z
      .object({ kind: z.enum(['guest', 'user', 'staff', 'system']), id: z.string().nullable() })
      .meta({ id: 'AuditActor' }),
    operation: z.string(),
    outcome: z.enum(outcomes),
    code: z.string().nullable(),
    target: z.array(AuditFact),
    change: z.array(AuditFact),
    withheld: z
      .array(z.string())
      .describe('Fields that were given too: of texts that may speak of a person only the name is kept'),
    address: z.string().nullable(),
    requestId: z.string(),
    traceId: z.string(),
    seal: z
      .object({ position: z.int(), hash: z.string() })
      .meta({ id: 'AuditSeal' })
      .nullable()
      .describe('Its place in the chain of hashes; null for the first seconds'),
  })
  .meta({ id: 'AuditEntry' })

export type AuditEntry = z.output<typeof AuditEntry>

export const AuditFilter = z.object({
  actorId: text(200).optional().describe('An account, or `key` for the staff key of the environment'),
  operation: text(200).optional().describe('Such as `catalog.update-product`'),
  outcome: z.enum(outcomes).optional(),
  target: text(200).optional().describe('What it was done to: an id, a number, a code'),
  requestId: text(200).optional(),
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
})

export const AuditPage = AuditFilter.extend({
  order: z.enum(['newest', 'oldest']),
  after: z.uuid().optional(),
  limit: z.int().min(1).max(1_001),
})

type Row = Omit<AuditEntry, 'occurredAt' | 'actor' | 'target' | 'change' | 'seal'> & {
  readonly occurredAt: Date
  readonly actorKind: AuditEntry['actor']['kind']
  readonly actorId: string | null
  readonly target: Facts
  readonly change: Facts
  readonly position: number | null
  readonly hash: string | null
}

/** Entries of one database, a page of them. */
export async function readEntries(sql: Sql, filter: z.output<typeof AuditPage>): Promise<readonly AuditEntry[]> {
  const { actorId, operation, outcome, target, requestId, since, until, after } = filter
  const newest = filter.order === 'newest'
  const rows = await sql<Row[]>`
    select entry.id, occurred_at as "occurredAt", actor_kind as "actorKind", actor_id as "actorId", operation, outcome, code, target, change,
      withheld, address, request_id as "requestId", trace_id as "traceId", position, encode(hash, 'hex') as hash
    from kernel.audit_entry entry left join kernel.audit_seal seal on seal.entry = entry.id
    where (${actorId ?? null}::text is null or actor_id = ${actorId ?? null})
      and (${operation ?? null}::text is null or operation = ${operation ?? null})
      and (${outcome ?? null}::text is null or outcome = ${outcome ?? null})
      and (${target ?? null}::text is null or jsonb_path_query_array(target, '$.*') @> to_jsonb(${target ?? null}::text))
      and (${requestId ?? null}::text is null or request_id = ${requestId ?? null})
      and (${since ?? null}::timestamptz is null or occurred_at >= ${since ?? null})
      and (${until ?? null}::timestamptz is null or occurred_at < ${until ?? null})
      and (${after ?? null}::uuid is null or ${newest ? sql`entry.id < ${after ?? null}` : sql`entry.id > ${after ?? null}`})
    order by entry.id ${newest ? sql`desc` : sql`asc`} limit ${filter.limit}`
  return rows.map(({ actorKind, actorId: actor, position, hash, ...row }) => ({
    ...row,
    occurredAt: row.occurredAt.toISOString(),
    actor: { kind: actorKind, id: actor },
    target: listed(row.target),
    change: listed(row.change),
    seal: position !== null && hash !== null ? { position, hash } : null,
  }))
}

function listed(facts: Facts): AuditEntry['target'] {
  return Object.entries(facts).map(([name, value]) => ({ name, value: String(value) }))
}
