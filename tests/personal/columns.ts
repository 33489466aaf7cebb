import type { PersonalData, Sql } from '@merx/kernel'

/** Column names that may say something of a person, and documents, which may hold anything. */
const personal = new RegExp(
  [
    '(^|_)(e?mail|name|phone|fax|address|street|line1|line2|city|postal|zip|ip|agent|recipient|contact|birth\\w*|gender|locale|username)(_|$)',
    '(^|_)(body|html|text|subject|note|message|comment|reason|author|actor|card|iban|user_id|account_id|owner_id)(_|$)',
  ].join('|'),
)

export type Column = { readonly schema: string; readonly column: string }

/** All columns of these schemas as `table.column`, partitions left out. */
export function columnsOf(
  sql: Sql,
  schemas: readonly string[],
): Promise<readonly (Column & { readonly type: string })[]> {
  return sql<(Column & { readonly type: string })[]>`
    select relnamespace::regnamespace::text as schema, relname || '.' || attname as column, atttypid::regtype::text as type
    from pg_attribute join pg_class on pg_class.oid = attrelid
    where relnamespace::regnamespace::text = any(${schemas as string[]}::text[]) and relkind in ('r', 'p') and not relispartition
      and attnum > 0 and not attisdropped
    order by 1, relname, attnum`
}

/** Whether a column has to stand in one of its module's lists. */
export function looksPersonal({ column, type }: Column & { readonly type: string }): boolean {
  return personal.test(column.slice(column.indexOf('.') + 1)) || type.startsWith('json')
}

export function classifiedIn({ erased = [], kept = [], passing = [], harmless = [] }: PersonalData): readonly string[] {
  return [...erased, ...kept, ...passing, ...harmless]
}
