import { z } from 'zod'
import { event } from '../events/define.ts'
import { consumer, live } from '../events/readers.ts'
import { defineModule } from '../runtime/module.ts'
import { createTestLog, newKernelDatabase, type TestLog } from '../testing/event-log.ts'
import { newId } from '../values/ids.ts'
import type { EventBus } from './bus.ts'

export const lent = event({
  name: 'library.book.lent.v1',
  schema: z.object({ book: z.string(), version: z.number() }),
  key: ({ book }) => book,
})

/** What hears the ids of events as the desk's consumer is called for them, and as its live readers are. */
export type Ears = {
  readonly onNote?: (ids: readonly string[]) => void
  readonly onHeard?: (ids: readonly string[]) => void
}

/** A book that the desk cannot note. */
export const forbidden = 'forbidden'

const note = (onNote: Ears['onNote']) =>
  consumer({
    name: 'desk.note',
    on: [lent],
    handle: async (ctx, events) => {
      onNote?.(events.map(({ id }) => id))
      if (events.some(({ key }) => key === forbidden)) throw new Error('the desk does not note this book')
      await ctx.sql`
      insert into desk.note (id, book, version)
      select * from unnest(
        ${events.map(({ id }) => id)}::uuid[], ${events.map(({ key }) => key)}::text[],
        ${events.map(({ payload }) => payload.version)}::int[])`
    },
  })

const tables = `
  create schema desk;
  create table desk.note (place bigint generated always as identity, id uuid primary key, book text, version int)`

/** Two homes on a bus: the library publishes, the desk notes what it hears and keeps nothing else. */
export type Homes = {
  readonly library: TestLog
  readonly desk: TestLog
  /** The databases, for further processes on them. */
  readonly urls: { readonly library: string; readonly desk: string }
  /** Publishes the next versions of books, all in one unit of work. */
  lend(...books: readonly string[]): Promise<void>
  /** The versions that the desk has noted of each book, in the order in which they came. */
  noted(): Promise<Readonly<Record<string, readonly number[]>>>
  /** The ids that the desk's live readers heard. */
  readonly heard: readonly string[]
  close(): Promise<void>
}

const library = defineModule({ name: 'library', operations: [], events: [lent] })

function startLibrary(url: string, bus: EventBus): TestLog {
  return createTestLog(url, [library], { onBus: { bus, home: 'library' } })
}

export function startDesk(url: string, bus: EventBus, { onNote, onHeard }: Ears = {}): TestLog {
  const listen = live({ on: [lent], handle: (_ctx, events) => onHeard?.(events.map(({ id }) => id)) })
  const desk = defineModule({ name: 'desk', operations: [], consumers: [note(onNote)], live: [listen] })
  return createTestLog(url, [desk], { onBus: { bus, home: deskHome } })
}

export const deskHome = 'desk'

/** Each home has a connection of its own to the bus. */
export async function startHomes(
  bus: { readonly library: EventBus; readonly desk: EventBus },
  ears: Pick<Ears, 'onNote'> = {},
): Promise<Homes> {
  const databases = { library: await newKernelDatabase(), desk: await newKernelDatabase() }
  const heard: string[] = []
  const logs = {
    library: startLibrary(databases.library.url, bus.library),
    desk: startDesk(databases.desk.url, bus.desk, { ...ears, onHeard: (ids) => void heard.push(...ids) }),
  }
  await logs.desk.database.web.unsafe(tables)
  await Promise.all([logs.library.events.start(), logs.desk.events.start()])
  const versions = new Map<string, number>()

  return {
    ...logs,
    heard,
    urls: { library: databases.library.url, desk: databases.desk.url },
    lend: (...books) =>
      logs.library.units('web', async (unit) => {
        for (const book of books) {
          const version = (versions.get(book) ?? 0) + 1
          versions.set(book, version)
          const payload = { book, version }
          unit.events.push({ id: newId(), name: lent.name, key: book, payload, traceId: null })
        }
      }),
    noted: async () => {
      const rows = await logs.desk.database.web<{ book: string; versions: number[] }[]>`
        select book, array_agg(version order by place) as versions from desk.note group by book order by book`
      return Object.fromEntries(rows.map(({ book, versions }) => [book, versions]))
    },
    close: async () => {
      await Promise.all([logs.library.close(), logs.desk.close()])
      await Promise.all([databases.library.drop(), databases.desk.drop()])
    },
  }
}

export function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1)
}
