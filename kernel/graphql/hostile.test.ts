import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { library, served, settingsOf } from '../http/library.fixture.ts'
import { createHttp, type Http } from '../http/server.ts'

let http: Http
const logged: unknown[] = []

beforeAll(async () => {
  http = await createHttp(served(library().operations, logged), {
    settings: settingsOf({ MERX_MAX_LAG: '60000' }),
  })
})

afterAll(() => http.close())

/** The status of an answer, which has the shape of one and shows nothing of the inside; in less than two seconds. */
async function statusOf(payload: string): Promise<number> {
  const began = performance.now()
  const answer = await http.fastify.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    payload,
  })
  expect(performance.now() - began, payload.slice(0, 200)).toBeLessThan(2_000)
  const { data, errors } = answer.json()
  expect(data !== undefined || Array.isArray(errors), answer.body).toBe(true)
  expect(answer.body).not.toMatch(/node_modules|\.ts:|"internal"/)
  return answer.statusCode
}

const document = (query: string, variables?: unknown) => JSON.stringify({ query, variables })
const many = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ')

test.each<[string, string]>([
  ['deep nesting', document(`{ ${'books { '.repeat(5_000)}`)],
  ['deep nesting that is closed', document(`{ ${'... { '.repeat(600)} __typename ${'} '.repeat(600)} }`)],
  ['deep lists in a value', document(`{ book(isbn: ${'['.repeat(900)}${']'.repeat(900)}) { __typename } }`)],
  ['deep objects in a value', document(`{ book(isbn: ${'{a:'.repeat(600)}1${'}'.repeat(600)}) { __typename } }`)],
  ['a type of many lists', document(`query ($a: ${'['.repeat(900)}Int${']'.repeat(900)}) { __typename }`)],
  ['many aliases', document(`{ ${many(20_000, (index) => `a${index}: books { __typename }`)} }`)],
  ['one field many times', document(`{ ${'__typename '.repeat(1_900)} }`)],
  [
    'fields that must be compared',
    document(`{ ${many(200, () => 'books { ... on BookConnection { nodes { title } } }')} }`),
  ],
  ['a fragment that spreads itself', document('{ ...A } fragment A on Query { ...A }')],
  ['fragments in a circle', document('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }')],
  [
    'fragments that double at each level',
    document(
      `{ ...F0 } ${many(100, (index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`)} fragment F100 on Query { __typename }`,
    ),
  ],
  ['many directives', document(`{ __typename ${'@skip(if: false) '.repeat(250)} }`)],
  ['many unknown directives', document(`{ __typename ${'@nothing '.repeat(900)} }`)],
  ['unknown types', document('query ($a: Nothing) { ... on Nobody { __typename } }')],
  ['many unknown fields', document(`{ ${many(1_500, (index) => `f${index}`)} }`)],
  ['many variables', document(`query (${many(300, (index) => `$v${index}: Int`)}) { __typename }`)],
  [
    'a deep introspection',
    document(`{ __schema { types { ${'fields { type { '.repeat(50)} name ${'} } '.repeat(50)} } } }`),
  ],
  ['a long name', document(`{ ${'a'.repeat(200_000)} }`)],
  ['a long text', document(`{ book(isbn: "${'a'.repeat(200_000)}") { __typename } }`)],
  ['broken JSON', '{"query":'],
  ['JSON that poisons', '{"query":"{ __typename }","variables":{"__proto__":{"a":1}}}'],
  ['no object', '7'],
  ['null', 'null'],
  ['a document that is no text', '{"query":{}}'],
  ['variables that are no object', '{"query":"{ __typename }","variables":[1]}'],
  ['extensions that are no object', '{"query":"{ __typename }","extensions":"a"}'],
  ['a hash that is none', '{"extensions":{"persistedQuery":{"sha256Hash":"zz"}}}'],
  ['a subscription', document('subscription { __typename }')],
  ['a definition of a type', document('type A { a: Int }')],
])('%s is told what is wrong with it', async (_, payload) => {
  const status = await statusOf(payload)
  expect([200, 400, 413, 422]).toContain(status)
})

test.each<[string, unknown]>([
  ['a number for a text', { isbn: 7 }],
  ['a list for a text', { isbn: ['a'] }],
  ['an object for a text', { isbn: { a: 1 } }],
  ['nothing', {}],
  ['null', { isbn: null }],
])('%s for a variable does not fit the document', async (_, variables) => {
  const query = 'query ($isbn: String!) { book(isbn: $isbn) { __typename } }'
  const status = await statusOf(document(query.replaceAll('book(', 'readBook('), variables))
  expect(status).toBe(400)
})

test('whatever is sent, the answer is an answer', async () => {
  const word = fc.constantFrom(
    ...[
      '{',
      '}',
      '(',
      ')',
      ':',
      '...',
      'on',
      'fragment',
      'query',
      'mutation',
      '$a',
      '@include',
      '@skip',
      '"',
      '"""',
      '#',
      '!',
    ],
    ...[
      'books',
      'readBook',
      'isbn',
      'BookConnection',
      'nodes',
      'title',
      '__typename',
      '__schema',
      'first',
      '-1',
      '1e9',
      'true',
    ],
    ...['null', '[', ']', '=', 'Int', 'A', 'if', '\u0000', '\ud800', '\ufeff', ','],
  )
  const query = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '))
  await fc.assert(
    fc.asyncProperty(query, fc.jsonValue({ maxDepth: 3 }), async (text, variables) => {
      expect(await statusOf(document(text, variables))).toBeLessThan(500)
    }),
    { numRuns: 500 },
  )
})

test('nothing of it was a bug', () => {
  expect(logged.filter((line) => typeof line === 'object' && line !== null && 'err' in line)).toEqual([])
})
