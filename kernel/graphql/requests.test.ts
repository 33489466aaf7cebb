import { createHash } from 'node:crypto'
import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { library, served, settingsOf } from '../http/library.fixture.ts'
import { createHttp, type Http } from '../http/server.ts'
import { graphqlSettings } from './settings.ts'

const { operations } = library()
let open: Http
let closed: Http

beforeAll(async () => {
  const settings = settingsOf({ MERX_MAX_LAG: '60000' })
  open = await createHttp(served(operations), { settings })
  closed = await createHttp({ ...served(operations), development: false }, { settings })
})

afterAll(async () => {
  await open.close()
  await closed.close()
})

const graphqlJson = { accept: 'application/graphql-response+json' }

async function post(
  body: unknown,
  { http = open, headers = {} }: { http?: Http; headers?: Record<string, string> } = {},
) {
  const answer = await http.fastify.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', ...graphqlJson, ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: answer.statusCode, headers: answer.headers, ...answer.json() }
}

function get(query: Record<string, string>) {
  return open.fastify.inject({ url: '/graphql', query, headers: graphqlJson })
}

async function codeOf(body: unknown) {
  const { status, data, errors } = await post(body)
  return [status, data, errors?.[0].extensions.code]
}

describe('a request', () => {
  test('reads by GET and changes nothing that way', async () => {
    expect((await get({ query: '{ __typename }' })).json()).toEqual({ data: { __typename: 'Query' } })
    const change = await get({ query: 'mutation { __typename }' })
    expect([change.statusCode, change.json().errors[0].extensions.code]).toEqual([405, 'mutation_by_get'])
    const head = await open.fastify.inject({
      method: 'HEAD',
      url: '/graphql',
      query: { query: 'mutation { __typename }' },
    })
    expect(head.statusCode).toBe(405)
  })

  test('takes its variables from the address', async () => {
    const query = 'query ($yes: Boolean!) { __typename @include(if: $yes) }'
    expect((await get({ query, variables: '{"yes":false}' })).json()).toEqual({ data: {} })
    expect((await get({ query, variables: '{' })).statusCode).toBe(400)
  })

  test('is one: a batch is refused', async () => {
    expect(await codeOf([{ query: '{ __typename }' }])).toEqual([400, undefined, 'batching_refused'])
  })

  test('names the operation that it wants', async () => {
    const query = 'query A { a: __typename } query B { b: __typename }'
    expect((await post({ query, operationName: 'B' })).data).toEqual({ b: 'Query' })
    expect(await codeOf({ query })).toEqual([400, undefined, 'no_such_operation'])
    expect(await codeOf({ query, operationName: 'C' })).toEqual([400, undefined, 'no_such_operation'])
  })

  test('is JSON, so that no form of another site can make one', async () => {
    const { status } = await post('query=x', { headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    expect(status).toBe(415)
  })

  test('is refused from a page of another site that shows a cookie', async () => {
    const headers = { cookie: 'merx_cart=abc', 'sec-fetch-site': 'cross-site' }
    const { status, errors } = await post({ query: '{ __typename }' }, { headers })
    expect([status, errors[0].extensions.code]).toEqual([403, 'cross_site'])
  })

  test('bears a request id and is told not to be kept', async () => {
    const { headers } = await post({ query: '{ __typename }' }, { headers: { 'x-request-id': 'a-request-id' } })
    expect([headers['x-request-id'], headers['cache-control']]).toEqual(['a-request-id', 'no-store'])
  })

  test('leaves no token in the log, though its address held one', async () => {
    const logged: unknown[] = []
    const http = await createHttp(served(operations, logged), { settings: settingsOf({ MERX_ACCESS_LOG: 'all' }) })
    const query = { query: 'query ($t: String!) { readBook(isbn: $t) { __typename } }', variables: '{"t":"a-token"}' }
    const { statusCode } = await http.fastify.inject({ url: '/graphql', query })
    await http.close()
    expect([statusCode, logged.length > 0]).toEqual([200, true])
    expect(JSON.stringify(logged)).not.toContain('a-token')
  })

  test('of a page that the shop has let in is answered before it is sent', async () => {
    const origin = 'https://partner.example'
    const http = await createHttp(served(operations), { settings: settingsOf({ MERX_CORS_ORIGINS: origin }) })
    const preflight = (from: string) =>
      http.fastify.inject({ method: 'OPTIONS', url: '/graphql', headers: { origin: from } })
    const [partner, stranger] = [await preflight(origin), await preflight('https://stranger.example')]
    await http.close()
    expect([partner.statusCode, partner.headers['access-control-allow-methods']]).toEqual([204, 'GET, POST'])
    expect(stranger.headers['access-control-allow-methods']).toBeUndefined()
  })

  test('that meets a bug is told bare, and the log knows it whole', async () => {
    const logged: { err?: Error }[] = []
    const http = await createHttp(served(operations, logged), { settings: settingsOf() })
    const { status, errors } = await post({ query: '{ breakDown { __typename } }' }, { http })
    await http.close()
    expect([status, errors[0].extensions.code]).toEqual([200, 'internal'])
    expect(JSON.stringify(errors)).not.toContain('stack')
    expect(logged.some(({ err }) => err instanceof Error)).toBe(true)
  })
})

describe('a browser', () => {
  test('gets a page to try documents on in development, and in production the answer that all get', async () => {
    const visit = (http: Http) => http.fastify.inject({ url: '/graphql', headers: { accept: 'text/html,*/*;q=0.8' } })
    const page = await visit(open)
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    const policy = String(page.headers['content-security-policy'])
    for (const tag of ['script', 'style']) {
      const text = new RegExp(`<${tag}>(.*)</${tag}>`, 's').exec(page.body)?.[1] ?? ''
      expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`)
    }
    const answer = await visit(closed)
    expect([answer.statusCode, answer.json().errors[0].extensions.code]).toEqual([200, 'malformed_document'])
  })
})

describe('a persisted document', () => {
  const query = '{ persisted: __typename }'
  const sha256Hash = createHash('sha256').update(query).digest('hex')
  const extensions = { persistedQuery: { version: 1, sha256Hash } }

  test('is introduced once and then known by its hash', async () => {
    const unknown = await post({ extensions })
    expect([unknown.status, unknown.errors[0].message]).toEqual([404, 'PersistedQueryNotFound'])
    expect(unknown.errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND')
    expect((await post({ query, extensions })).data).toEqual({ persisted: 'Query' })
    expect((await post({ extensions })).data).toEqual({ persisted: 'Query' })
    expect((await get({ extensions: JSON.stringify(extensions) })).json().data).toEqual({ persisted: 'Query' })
  })

  test('has the hash that it says', async () => {
    expect(await codeOf({ query: '{ other: __typename }', extensions })).toEqual([
      400,
      undefined,
      'persisted_query_mismatch',
    ])
  })

  test('is forgotten when others are asked for more', async () => {
    const graphql = graphqlSettings.schema.parse({ MERX_GRAPHQL_MAX_DOCUMENTS: '2' })
    const http = await createHttp(served(operations), { settings: settingsOf(), graphql })
    await post({ query, extensions }, { http })
    for (const name of ['a', 'b']) await post({ query: `{ ${name}: __typename }` }, { http })
    const { status } = await post({ extensions }, { http })
    await http.close()
    expect(status).toBe(404)
  })
})

describe('limits', () => {
  const nested = (depth: number) => `{ __typename ${'... on Query { '.repeat(depth)} __typename ${'}'.repeat(depth)} }`

  test.each([
    ['words', `{ ${'__typename '.repeat(3_000)} }`, 'malformed_document'],
    [
      'aliases',
      `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
      'document_too_large',
    ],
  ])('of %s', async (_, query, code) => {
    expect((await codeOf({ query }))[2]).toBe(code)
  })

  test('of what the longest answer would cost', async () => {
    const graphql = graphqlSettings.schema.parse({ MERX_GRAPHQL_MAX_COST: '60' })
    const http = await createHttp(served(operations), { settings: settingsOf(), graphql })
    const ask = (first: string) =>
      post(
        {
          query: `${first === '$n' ? 'query ($n: Int) ' : ''}{ books(first: ${first}) { ... on BookConnection { nodes { title } } } }`,
        },
        { http },
      )
    const [few, many, unknown] = [await ask('20'), await ask('80'), await ask('$n')]
    await http.close()
    expect(few.errors).toBeUndefined()
    expect([many.errors[0].extensions.code, unknown.errors[0].extensions.code]).toEqual([
      'document_too_large',
      'document_too_large',
    ])
    expect(many.errors[0].message).toBe('The document has 91 fields in its longest answer; 60 are the most.')
  })

  test('of what the longest answer would cost, which pages of less than nothing do not make less', async () => {
    const graphql = graphqlSettings.schema.parse({ MERX_GRAPHQL_MAX_COST: '60' })
    const http = await createHttp(served(operations), { settings: settingsOf(), graphql })
    const page = (first: number) => `books(first: ${first}) { ... on BookConnection { nodes { title } } }`
    const { errors } = await post({ query: `{ dear: ${page(80)} less: ${page(-1_000)} }` }, { http })
    await http.close()
    expect(errors[0].extensions.code).toBe('document_too_large')
  })

  test('of depth, which fragments without fields do not add to', async () => {
    const graphql = graphqlSettings.schema.parse({ MERX_GRAPHQL_MAX_DEPTH: '2' })
    const http = await createHttp(served(operations), { settings: settingsOf(), graphql })
    const flat = await post({ query: nested(50) }, { http })
    const deep = await post({ query: '{ books { ... on BookConnection { nodes { title } } } }' }, { http })
    await http.close()
    expect(flat.errors).toBeUndefined()
    expect(deep.errors[0].message).toBe('The document has 3 levels of fields; 2 are the most.')
  })
})

describe('the schema', () => {
  test('tells itself in development', async () => {
    expect((await post({ query: getIntrospectionQuery() })).data.__schema.queryType.name).toBe('Query')
  })

  test('does not in production, not even by a suggestion', async () => {
    const asked = await post({ query: getIntrospectionQuery() }, { http: closed })
    const guessed = await post({ query: '{ book }' }, { http: closed })
    expect([asked.status, asked.errors[0].extensions.code]).toEqual([400, 'invalid_document'])
    expect(guessed.errors[0].message).toBe('Cannot query field "book" on type "Query".')
  })

  test('does in production where the settings say so', async () => {
    const graphql = graphqlSettings.schema.parse({ MERX_GRAPHQL_INTROSPECTION: 'on' })
    const http = await createHttp({ ...served(operations), development: false }, { settings: settingsOf(), graphql })
    const { errors } = await post({ query: '{ __schema { queryType { name } } }' }, { http })
    await http.close()
    expect(errors).toBeUndefined()
  })
})
