import type { Sql } from '@merx/kernel'
import type { z } from 'zod'
import type { LessonId, LessonKind } from '../domain/lesson.ts'

type Lesson = { readonly id: LessonId; readonly version: number }

export type LessonToSave = Lesson & {
  readonly kind: LessonKind
  readonly key: string | null
  readonly content: object
  readonly now: Date
}

/** Makes a lesson where the version is 0, changes it where it stands at the version; returns whether it did. */
export async function saveLesson(sql: Sql, { id, version, kind, key, content, now }: LessonToSave): Promise<boolean> {
  const written = JSON.stringify(content)
  const saved =
    version === 0
      ? await sql`
          insert into search.lesson (id, kind, version, key, content, updated_at)
          values (${id}, ${kind}, 1, ${key}, ${written}::text::jsonb, ${now})
          on conflict (id) do nothing`
      : await sql`
          update search.lesson set version = version + 1, key = ${key}, content = ${written}::text::jsonb, updated_at = ${now}
          where id = ${id} and kind = ${kind} and version = ${version}`
  return saved.count === 1
}

/** Returns whether there was one at that version. */
export async function removeLesson(
  sql: Sql,
  { id, version, kind }: Lesson & { readonly kind: LessonKind },
): Promise<boolean> {
  const removed = await sql`delete from search.lesson where id = ${id} and kind = ${kind} and version = ${version}`
  return removed.count === 1
}

/** The version at which a lesson stands; `undefined` where there is none. */
export async function versionOf(sql: Sql, kind: LessonKind, id: LessonId): Promise<number | undefined> {
  const [row] = await sql<Lesson[]>`select id, version from search.lesson where kind = ${kind} and id = ${id}`
  return row?.version
}

type Page = { readonly kind: LessonKind; readonly after: LessonId | undefined; readonly limit: number }

/** A page of lessons in the order of their ids, which is that of their making. */
export async function lessonsAfter<Schema extends z.ZodType>(
  sql: Sql,
  schema: Schema,
  page: Page,
): Promise<readonly z.output<Schema>[]> {
  const rows = await sql<(Lesson & { content: object })[]>`
    select id, version, content from search.lesson
    where kind = ${page.kind} and (${page.after ?? null}::uuid is null or id > ${page.after ?? null}::uuid)
    order by id limit ${page.limit}`
  return rows.map(({ id, version, content }) => schema.parse({ ...content, id, version }))
}

/** Tells every process to read again what staff have taught. */
export async function countLesson(sql: Sql, kind: LessonKind): Promise<void> {
  await sql`update search.revision set number = number + 1 where of = ${kind === 'synonym' ? 'vocabulary' : 'rules'}`
}
