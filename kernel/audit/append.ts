import type { Sql } from '../operations/context.ts'
import type { NewEntry } from './entry.ts'

/** The statement that appends entries: to be awaited, or to stand in another one. */
export function insertEntries(sql: Sql, entries: readonly NewEntry[]) {
  return sql`
    insert into kernel.audit_entry
      (id, actor_kind, actor_id, operation, outcome, code, target, change, withheld, address, request_id, trace_id)
    select id, "actorKind", "actorId", operation, outcome, code, target, change,
      array(select jsonb_array_elements_text(withheld)), address, "requestId", "traceId"
    from json_to_recordset(${JSON.stringify(entries)}::text::json)
      as entry (id uuid, "actorKind" text, "actorId" text, operation text, outcome text, code text, target jsonb, change jsonb,
        withheld jsonb, address text, "requestId" text, "traceId" text)`
}
