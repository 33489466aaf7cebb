import fc from 'fast-check'
import { execute, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { library } from '../http/library.fixture.ts'
import { defineModule } from '../runtime/module.ts'
import type { GraphqlCall } from './call.ts'
import { createRunner } from './runner.ts'
import { createSchema } from './schema.ts'

const schema = createSchema({ modules: [defineModule({ name: 'library', operations: library().operations })] })

const book = {
  isbn: '1',
  title: 'A',
  pages: 3,
  author: { name: 'B', born: null },
  place: { state: 'shelved', shelf: 'c' },
  tags: ['d', 'e'],
}
const call: GraphqlCall = {
  find: async () => null,
  ask: async ({ operation }) =>
    operation.name === 'library.list-books' ? { items: [book, { ...book, isbn: '2' }], next: '2' } : book,
}

/** What the interpreter of the specification tells, and what a document tells the first, second and third time. */
async function compare(text: string, variables: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const document = parse(text)
  expect(validate(schema, document).map(({ message }) => message)).toEqual([])
  const run = createRunner({ schema, document, operationName: undefined })
  const expected = JSON.stringify(await execute({ schema, document, contextValue: call, variableValues: variables }))
  for (const time of [1, 2, 3]) expect(JSON.stringify(await run(call, variables)), `time ${time}`).toBe(expected)
}

test.each([
  [true, true],
  [true, false],
  [false, true],
  [false, false],
])('a condition on a spread holds where another selection shares its fields: %s, %s', async (a, b) => {
  await compare(
    `query ($a: Boolean!, $b: Boolean!) {
      ...F @include(if: $a)
      books { ... on BookConnection { pageInfo { endCursor } nodes { ...G @include(if: $b) ...G @skip(if: $a) } } }
    }
    fragment F on Query { books { ... on BookConnection { nodes { isbn ... @skip(if: $b) { title } } } } }
    fragment G on Book { title isbn }`,
    { a, b },
  )
})

test('a compiled document tells what the interpreter tells, in the same order', async () => {
  const leaf = fc.constantFrom(
    'isbn',
    'title',
    '__typename',
    'x: title',
    'author { name }',
    'author { born __typename }',
  )
  const spread = fc.constantFrom('...A', '...B')
  const onBook = fc.oneof(
    leaf,
    spread,
    fc.array(leaf, { minLength: 1, maxLength: 3 }).map((parts) => `... on Book { ${parts.join(' ')} }`),
  )
  const set = fc.array(onBook, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(' '))
  const onConnection = fc.oneof(
    set.map((inner) => `nodes { ${inner} }`),
    set.map((inner) => `edges { cursor node { ${inner} } }`),
    fc.constant('pageInfo { hasNextPage endCursor }'),
  )
  const root = fc
    .array(onConnection, { minLength: 1, maxLength: 4 })
    .map((parts) => `books { ... on BookConnection { ${parts.join(' ')} } }`)
  const document = fc.array(root, { minLength: 1, maxLength: 3 }).map(
    (
      roots,
    ) => `{ ${roots.join(' ')} ...C } fragment A on Book { title author { born } ...B } fragment B on Book { isbn author { name } }
      fragment C on Query { books { ... on BookConnection { nodes { ...A } } } }`,
  )
  await fc.assert(
    fc.asyncProperty(document, (text) => compare(text)),
    { numRuns: 100 },
  )
})
