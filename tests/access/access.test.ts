import { createHmac } from 'node:crypto'
import { type AnyOperation, newId } from '@merx/kernel'
import { createSchema } from '@merx/kernel/graphql'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { modules } from '../../merx.config.ts'
import { type DescribedOperation, type Description, readDescription } from '../fuzz/description.ts'
import { knownFrom } from '../fuzz/known.ts'
import { politeRequestsFor } from '../fuzz/requests.ts'
import { type AccessShop, openAccessShop, serviceSecret } from './access-shop.ts'
import { documentsOf } from './documents.ts'
import { changed, rowsOf } from './rows.ts'
import { type Refused, type Stranger, strangersTo } from './strangers.ts'
import { createTokens } from './tokens.ts'

/** The same requests in every run. */
const seed = 4

/** Thousands of calls: a busy machine takes its time. */
const patience = 120_000

let shop: AccessShop
let description: Description
let strangers: readonly Stranger[]
beforeAll(async () => {
  shop = await openAccessShop()
  description = readDescription((await shop.http.fastify.inject({ url: '/api/v1/openapi.json' })).json())
  const roles = await shop.sql<{ code: string; permissions: string[] }[]>`
    select code, permissions from accounts.role where permissions <> '{}' order by code`
  const permissions = shop.runtime.operations.flatMap(({ access }) =>
    access.kind === 'permission' ? [access.permission] : [],
  )
  strangers = strangersTo(await createTokens(shop.sql), { roles, permissions: [...new Set(permissions)] })
})
afterAll(() => shop?.close())

/** The operations that can be called from outside. */
function open(): readonly AnyOperation[] {
  return shop.runtime.operations.filter(({ access, rest }) => access.kind !== 'internal' && rest !== undefined)
}

function isRaw(operation: AnyOperation): boolean {
  return operation.kind !== 'query' && operation.body === 'raw'
}

type Call = (operation: AnyOperation, headers: Readonly<Record<string, string>>) => Promise<Refused>

/** Calls everything that somebody may not, and tells what was answered wrongly and which tables are not as before. */
async function wrongTo(
  stranger: Stranger,
  call: Call,
  operations: readonly AnyOperation[],
): Promise<readonly string[]> {
  const before = await rowsOf(shop.sql)
  const wrong: string[] = []
  let refused = 0
  for (const operation of operations) {
    const expected = stranger.refusal(operation)
    if (!expected) continue
    refused += 1
    const { status, code } = await call(operation, await stranger.headers(operation))
    if (status !== expected.status || code !== expected.code)
      wrong.push(
        `${stranger.name}: ${operation.name} answered ${status} ${code}, not ${expected.status} ${expected.code}`,
      )
  }
  if (refused === 0) wrong.push(`${stranger.name} is refused nothing`)
  const touched = changed(before, await rowsOf(shop.sql))
  return [...wrong, ...touched.map((table) => `${stranger.name} has changed ${table}`)]
}

async function wrongToAll(call: Call, operations: readonly AnyOperation[]): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const stranger of strangers) wrong.push(...(await wrongTo(stranger, call, operations)))
  return wrong
}

test('what can be called from outside is described, and what is internal has no address and no field', () => {
  const names = open().map(({ name }) => name)
  expect(description.operations.map(({ id }) => id).toSorted()).toEqual(names.toSorted())
  const fields = [...documentsOf(createSchema({ modules })).keys()]
  const internal = shop.runtime.operations.filter(({ access }) => access.kind === 'internal')
  expect(internal.length).toBeGreaterThan(0)
  expect(fields.filter((name) => internal.some((one) => one.name === name))).toEqual([])
})

test(
  'REST refuses whoever may not, and nothing changes',
  async () => {
    const described = new Map(description.operations.map((one) => [one.id, one]))
    const call: Call = async ({ name }, headers) => {
      const answer = await send(described.get(name), headers)
      return { status: answer.statusCode, code: String(Object(answer.json()).code) }
    }
    expect(await wrongToAll(call, open())).toEqual([])
  },
  patience,
)

test(
  'GraphQL refuses whoever may not, and nothing changes',
  async () => {
    const documents = documentsOf(createSchema({ modules }))
    const call: Call = async ({ name }, headers) => {
      const { field, document } = documents.get(name) ?? {}
      const answer = await shop.http.fastify.inject({
        method: 'POST',
        url: '/graphql',
        headers,
        payload: { query: document },
      })
      const { data, errors } = answer.json()
      if (field !== undefined && data?.[field]) return { status: answer.statusCode, code: 'answered' }
      const code = String(errors?.[0]?.extensions?.code)
      // a document that was run is answered with 200, whatever became of its fields
      return { status: answer.statusCode === 200 ? statusOf(code) : answer.statusCode, code }
    }
    const shown = open().filter((operation) => !isRaw(operation))
    expect(await wrongToAll(call, shown)).toEqual([])
  },
  patience,
)

function statusOf(code: string): number {
  return { unauthenticated: 401, token_expired: 401, forbidden: 403 }[code] ?? 200
}

test('the doors between services refuse every token but their own, and nothing changes', async () => {
  const tokens: readonly (readonly [string, (module: string) => string | undefined])[] = [
    ['no token', () => undefined],
    ['an expired token', (module) => serviceToken(module, { expires: Date.now() - 36_000 })],
    ['a token that is good for too long', (module) => serviceToken(module, { expires: Date.now() + 3_600_000 })],
    ['a token for another module', (module) => serviceToken(`not-${module}`)],
    ['a token of another shop', (module) => serviceToken(module, { secret: 'another-secret-that-is-long-enough-too' })],
    ['a token without a signature', (module) => `${serviceToken(module).split('.')[0]}.`],
    ['a JWT that asks for no algorithm', (module) => unsignedJwt(module)],
  ]
  const before = await rowsOf(shop.sql)
  const wrong: string[] = []
  for (const { name, module } of shop.runtime.operations) {
    for (const [what, token] of tokens) {
      const { status, code } = await knock(module, { operation: name, token: token(module) })
      if (status !== 401 || code !== 'unauthenticated') wrong.push(`${name} with ${what}: ${status} ${code}`)
    }
  }
  expect(wrong).toEqual([])
  expect(changed(before, await rowsOf(shop.sql))).toEqual([])
  // the doors are there: they open to what is theirs
  expect(await knock('cart', { operation: 'cart.nothing', token: serviceToken('cart') })).toEqual({
    status: 404,
    code: 'unknown_operation',
  })
})

async function knock(
  module: string,
  { operation, token }: { readonly operation: string; readonly token: string | undefined },
): Promise<Refused> {
  const answer = await shop.http.fastify.inject({
    method: 'POST',
    url: `/internal/${module}`,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    payload: { calls: [{ kind: 'call', operation, input: {} }], requestId: newId(), traceId: 't', credentials: {} },
  })
  return { status: answer.statusCode, code: String(Object(answer.json()).code) }
}

function serviceToken(
  audience: string,
  {
    secret = serviceSecret,
    expires = Date.now() + 30_000,
  }: { readonly secret?: string; readonly expires?: number } = {},
): string {
  const claims = Buffer.from(JSON.stringify({ audience, caller: { kind: 'system' }, expires })).toString('base64url')
  return `${claims}.${createHmac('sha256', secret).update(claims).digest('base64url')}`
}

function unsignedJwt(audience: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none' })}.${part({ audience, caller: { kind: 'system' }, expires: Date.now() + 30_000 })}.`
}

const knowsNothing = knownFrom([])

function send(operation: DescribedOperation | undefined, headers: Readonly<Record<string, string>>) {
  if (!operation) throw new Error('An operation with an address is not described')
  const matter = { description, known: knowsNothing, callers: { staffKey: '', carts: [] } }
  const [request] = fc.sample(politeRequestsFor(operation, matter), { seed, numRuns: 1 })
  if (!request) throw new Error('No request was made')
  const { method, path, body, headers: own } = request
  const type = own['content-type']
  return shop.http.fastify.inject({
    method: method as 'GET',
    url: path,
    headers: { ...(type === undefined ? {} : { 'content-type': type }), ...headers },
    ...(body && { payload: body }),
  })
}
