import { z } from 'zod'
import { anyone, can, internal, signedIn } from '../operations/access.ts'
import type { Credential } from '../operations/context.ts'
import type { Frame } from '../operations/frame.ts'
import { type AnyOperation, command, query } from '../operations/operation.ts'
import { refuse } from '../operations/refusal.ts'
import { createAnswers } from '../runtime/answers.ts'
import { createLog } from '../telemetry/log.ts'
import { text } from '../values/text.ts'
import type { Served } from './perform.ts'
import { type HttpSettings, httpSettings } from './settings.ts'

const Author = z.object({ name: z.string(), born: z.int().nullable() }).meta({ id: 'Author' })

const Shelved = z.object({ state: z.literal('shelved'), shelf: z.string() }).meta({ id: 'Shelved' })
const Lent = z.object({ state: z.literal('lent'), until: z.iso.datetime() }).meta({ id: 'Lent' })

export const Place = z.discriminatedUnion('state', [Shelved, Lent])

export const Book = z
  .object({
    isbn: z.string(),
    title: z.string(),
    author: Author,
    editor: Author.nullable(),
    subtitle: z.string().nullable(),
    pages: z.int().optional(),
    rating: z.number().nullable(),
    available: z.boolean(),
    tags: z.array(z.string()),
    place: Place,
    lastPlace: Place.nullable(),
    binding: z.enum(['cloth', 'paper']).nullable(),
  })
  .meta({ id: 'Book' })

const Books = z.object({ items: z.array(Book), next: z.string().nullable() }).meta({ id: 'Books' })

const Loan = z.object({ isbn: z.string(), member: z.string().nullable() }).meta({ id: 'Loan' })

const Note = z.object({ text: text(200), stars: z.int().min(1).max(5).default(5) }).meta({ id: 'Note' })

export const sample: z.output<typeof Book> = {
  isbn: '9780140449136',
  title: 'Crime "and"\n Punishment\u2028',
  author: { name: 'Фёдор Достоевский', born: 1821 },
  editor: null,
  subtitle: null,
  rating: 4.75,
  available: true,
  tags: ['novel', '<b>'],
  place: { state: 'shelved', shelf: 'R-12' },
  lastPlace: { state: 'lent', until: '2026-01-31T12:00:00Z' },
  binding: 'cloth',
}

/** A module of nothing but memory: what the transports need of operations, and no database. */
export function library() {
  const shelf = new Map([[sample.isbn, sample]])
  const reads = { count: 0 }

  const listBooks = query({
    name: 'library.list-books',
    summary: 'Lists books.',
    rest: 'GET /books',
    access: anyone,
    input: z.object({
      limit: z.int().min(1).max(100).default(24),
      tags: z.array(z.string()).default([]),
      available: z.boolean().optional(),
      after: z.string().optional(),
    }),
    output: Books,
    tags: () => ['books'],
    run: async (_ctx, { limit, tags, available }) => {
      reads.count += 1
      const items = [...shelf.values()]
        .filter((book) => tags.every((tag) => book.tags.includes(tag)))
        .filter((book) => available === undefined || book.available === available)
      return { items: items.slice(0, limit), next: null }
    },
  })

  const readBook = query({
    name: 'library.read-book',
    summary: 'Reads one book.',
    rest: 'GET /books/{isbn}',
    access: anyone,
    input: z.object({ isbn: text(20) }),
    output: Book,
    refuses: { unknown_book: 404 },
    tags: ({ isbn }) => [`book:${isbn}`],
    run: async (_ctx, { isbn }) => {
      reads.count += 1
      return shelf.get(isbn) ?? refuse('unknown_book', { detail: `No book has the number ${isbn}.`, isbn })
    },
  })

  const borrowBook = command({
    name: 'library.borrow-book',
    summary: 'Borrows a book; the card is made on first use.',
    rest: 'POST /books/{isbn}/loans',
    access: anyone,
    idempotency: 'optional',
    input: z.object({ isbn: text(20), days: z.int().min(1).max(30), notes: z.array(Note).default([]) }),
    output: Loan,
    refuses: { unknown_book: 404, lent_out: 409 },
    run: async (ctx, { isbn }) => {
      const book = shelf.get(isbn)
      if (!book) return refuse('unknown_book')
      if (!book.available) return refuse('lent_out', { until: '2026-01-31T12:00:00Z' })
      const member = ctx.credential('cart') ?? 'card-1'
      ctx.issue('cart', member)
      shelf.set(isbn, { ...book, available: false })
      return { isbn, member }
    },
  })

  const myCard = query({
    name: 'library.my-card',
    summary: 'Tells whose card was shown.',
    rest: 'GET /card',
    access: anyone,
    input: z.object({}),
    output: Loan,
    run: async (ctx) => ({ isbn: '', member: ctx.credential('cart') ?? null }),
  })

  const addBook = command({
    name: 'library.add-book',
    summary: 'Adds a book.',
    rest: 'PUT /admin/books/{isbn}',
    access: can('library:write'),
    input: z.object({ isbn: text(20), title: text(100) }),
    output: z.object({}),
    run: async (_ctx, { isbn, title }) => {
      shelf.set(isbn, { ...sample, isbn, title })
      return {}
    },
  })

  const breakDown = query({
    name: 'library.break-down',
    summary: 'Fails in the way it is told.',
    rest: 'GET /break-down',
    access: anyone,
    input: z.object({ code: z.string().optional(), byProvider: z.boolean().default(false) }),
    output: Loan,
    run: async (_ctx, { code, byProvider }) => {
      const words = 'the shelf with secret things fell over'
      const error = Object.assign(new Error(words), code === undefined ? {} : { code })
      throw byProvider ? new TypeError(words, { cause: error }) : error
    },
  })

  const myLoans = query({
    name: 'library.my-loans',
    summary: 'Lists the loans of a member.',
    rest: 'GET /loans',
    access: signedIn,
    input: z.object({}),
    output: Books,
    run: async () => ({ items: [], next: null }),
  })

  const countBooks = query({
    name: 'library.count-books',
    summary: 'For other modules only.',
    rest: 'GET /books-count',
    access: internal,
    input: z.object({}),
    output: Loan,
    run: async () => ({ isbn: '', member: null }),
  })

  const operations = [listBooks, readBook, borrowBook, myCard, addBook, breakDown, myLoans, countBooks] as const
  return { operations, shelf, reads }
}

/** Serves operations that touch nothing but memory. */
export function served(operations: readonly AnyOperation[], logged: unknown[] = []): Served {
  const log = createLog('silent')
  return {
    operations,
    answers: createAnswers({ maxBytes: 1_000_000 }),
    log: Object.assign(Object.create(log), {
      error: (line: unknown) => logged.push(line),
      info: (line: unknown) => logged.push(line),
      warn: (line: unknown) => logged.push(line),
    }),
    development: true,
    ready: async () => ({ ok: true, checks: { memory: 'ok' } }),
    denials: { record: (operation, { caller }) => void logged.push({ denied: operation.name, caller }) },
    dispatch: (operation, input, frame) => run(operation, input, frame),
  }
}

async function run(operation: AnyOperation, input: unknown, frame: Frame): Promise<unknown> {
  if (operation.kind !== 'query' && operation.kind !== 'command') throw new Error(`${operation.name} needs a database`)
  const context = {
    credential: (kind: Credential) => frame.credentials[kind],
    issue: (kind: Credential, token: string) => void frame.issued.set(kind, token),
  }
  return Reflect.apply(operation.run, undefined, [context, input])
}

export const staffKey = 'a-key-of-the-staff-that-is-long-enough'

export function settingsOf(environment: Readonly<Record<string, string>> = {}): HttpSettings {
  return httpSettings.schema.parse({ MERX_STAFF_KEY: staffKey, ...environment })
}
