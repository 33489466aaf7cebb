import { asyncProperty, assert as check, constantFrom, json, jsonValue, oneof, record, string } from 'fast-check'
import type { InjectOptions } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { served, settingsOf } from '../http/library.fixture.ts'
import { createHttp, type Http } from '../http/server.ts'
import { type Depot, type DepotProcess, depot, remoteTo, secret, startDepot } from './depot.fixture.ts'
import { createDoor } from './door.ts'
import { createTokens } from './token.ts'

let there: Depot
let depotProcess: DepotProcess

beforeEach(async () => {
  there = depot()
  depotProcess = await startDepot(there)
})
afterEach(() => depotProcess.http.close())

const ids = { requestId: 'proxy-0001', traceId: 't' }
const guest = { caller: { kind: 'guest' }, ...ids } as const
const rest = { ...ids, credentials: {} }
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const valid = () => bearer(createTokens(secret).make('depot', guest))
const count = { kind: 'call', operation: 'depot.count', input: { sku: 'chair' } }
const add = { kind: 'call', operation: 'depot.add', input: { sku: 'chair', amount: 1 } }

async function knock(
  payload: unknown,
  headers: InjectOptions['headers'] & object = valid(),
  http: Http = depotProcess.http,
) {
  const answer = await http.fastify.inject({
    method: 'POST',
    url: '/internal/depot',
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    headers: { 'content-type': 'application/json', ...headers },
  })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
}

describe('the door for other processes', () => {
  it('answers with outputs, refusals and the tokens handed out', async () => {
    const { status, body, headers } = await knock({ calls: [add], ...rest })
    const issued = [['cart', 'for-chair']]
    expect([status, body]).toEqual([200, { answers: [{ output: { sku: 'chair', count: 4 } }], issued }])
    expect([headers['cache-control'], headers['set-cookie']]).toEqual(['no-store', undefined])
  })

  const ago = createTokens(secret, () => Date.now() - 36_000).make('depot', guest)
  it.each<[string, InjectOptions['headers'] & object]>([
    ['no token', {}],
    ['an expired token', bearer(ago)],
    ['a token for another module', bearer(createTokens(secret).make('mint', guest))],
    ['a token of another shop', bearer(createTokens('another-secret-that-is-long-enough-too').make('depot', guest))],
    ['a token without a signature', bearer(`${createTokens(secret).make('depot', guest).split('.')[0]}.`)],
    ['a JWT that asks for no algorithm', bearer('eyJhbGciOiJub25lIn0.eyJhdWRpZW5jZSI6ImRlcG90In0.')],
    ['a key of the staff', bearer('a-key-of-the-staff-that-is-long-enough')],
    ['another scheme', { authorization: `Basic ${createTokens(secret).make('depot', guest)}` }],
  ])('is shut to %s', async (_name, headers) => {
    // a body that would be refused were it read
    const { status, headers: answered, body } = await knock('{', headers)
    expect([status, body.code]).toEqual([401, 'unauthenticated'])
    expect(answered['content-type']).toMatch(/^application\/problem\+json/)
    expect((await knock({ calls: [add], ...rest }, headers)).status).toBe(401)
    expect([there.runs, there.counts.get('chair')]).toEqual([[], 3])
  })

  it('is not there without a secret, nor for modules that live elsewhere', async () => {
    const { operations, participant } = there
    const runtime = served([])
    const door = createDoor({ secret: undefined, operations, participant, log: runtime.log, bodyLimit: 1_000 })
    const http = await createHttp(runtime, { settings: settingsOf(), extend: [door] })
    expect((await knock({ calls: [count], ...rest }, valid(), http)).status).toBe(404)
    await http.close()
    const elsewhere = await depotProcess.http.fastify.inject({
      method: 'POST',
      url: '/internal/mint',
      headers: valid(),
    })
    expect(elsewhere.statusCode).toBe(404)
    const read = await depotProcess.http.fastify.inject({ url: '/internal/depot', headers: valid() })
    expect(read.statusCode).toBe(404)
  })

  it('does not take in a huge body', async () => {
    const huge = { calls: [{ ...count, input: { sku: 'x'.repeat(70_000) } }], ...rest }
    const { status, body } = await knock(huge)
    expect([status, body.code]).toEqual([413, 'body_too_large'])
  })

  it('names an operation that it does not have, and says what that means', async () => {
    const { status, body } = await knock({ calls: [{ ...count, operation: 'depot.recount' }], ...rest })
    expect([status, body.code, body.operation]).toEqual([404, 'unknown_operation', 'depot.recount'])
    expect(body.detail).toContain('versions differ')
  })

  it('parses the input again', async () => {
    const { status, body } = await knock({ calls: [{ ...add, input: { sku: 'chair', amount: 0.5 } }], ...rest })
    expect([status, body.errors]).toMatchObject([422, [{ field: 'amount' }]])
    expect(there.runs).toEqual([])
  })

  it.each<[string, unknown]>([
    ['several changes', { calls: [add, add], ...rest }],
    ['a change among queries', { calls: [count, add], ...rest }],
    ['a query as a step', { calls: [{ ...count, kind: 'step', step: 's:1' }], ...rest }],
  ])('does not take %s', async (_name, envelope) => {
    const { status, body } = await knock(envelope)
    expect([status, body.code, there.runs]).toEqual([400, 'malformed_request', []])
  })

  it.each<[string, unknown]>([
    ['no calls', { calls: [], ...rest }],
    ['more calls than it takes', { calls: Array.from({ length: 51 }, () => count), ...rest }],
    ['a step without an id', { calls: [{ ...add, kind: 'step' }], ...rest }],
    ['an id that cannot be stored', { calls: [{ ...add, kind: 'step', step: 'a\0b' }], ...rest }],
    ['a token that is none', { calls: [count], ...ids, credentials: { cart: 'a b' } }],
    ['a credential that nobody knows', { calls: [count], ...ids, credentials: { admin: 'abc' } }],
    ['a key that is none', { calls: [add], ...rest, idempotencyKey: 'ключ' }],
  ])('does not take %s', async (_name, envelope) => {
    const { status, body } = await knock(envelope)
    expect([status, body.code, there.runs]).toEqual([422, 'invalid_input', []])
  })

  it('answers nonsense with a problem and runs nothing', async () => {
    const call = record(
      {
        kind: oneof(constantFrom('call', 'dispatch', 'step', 'undo'), jsonValue()),
        operation: oneof(constantFrom('depot.add', 'depot.take', '__proto__', 'constructor'), jsonValue()),
        input: jsonValue(),
        step: oneof(string(), jsonValue()),
      },
      { requiredKeys: [] },
    )
    const envelope = record(
      {
        calls: oneof(
          record({ 0: call }),
          jsonValue(),
          call.map((one) => [one]),
        ),
        credentials: oneof(constantFrom({}), jsonValue()),
      },
      { requiredKeys: [] },
    ).map((value) => JSON.stringify(value))
    await check(
      asyncProperty(oneof(envelope, json(), string()), async (payload) => {
        const { status } = await knock(payload)
        expect(status).toBeGreaterThanOrEqual(400)
        expect(status).toBeLessThan(500)
      }),
      { numRuns: 1_000 },
    )
    expect(there.runs).toEqual([])
  })

  it('turns away what is more than the process can do, as everything does', async () => {
    await depotProcess.http.close()
    depotProcess = await startDepot(there, { environment: { MERX_MAX_OPERATIONS: '1' } })
    const remote = remoteTo(depotProcess.url)
    const { trouble } = there
    const frame = { ...guest, credentials: {}, issued: new Map(), idempotencyKey: undefined }
    const waiting = remote.call(trouble, { kind: 'gate' }, frame)
    await expect.poll(() => there.names()).toEqual(['depot.trouble'])
    const { status, headers, body } = await knock({ calls: [count], ...rest })
    expect([status, headers['retry-after'], body.code]).toEqual([503, '1', 'overloaded'])
    there.openGate()
    expect(await waiting).toEqual({ sku: 'gate', count: 0 })
    expect((await knock({ calls: [count], ...rest })).status).toBe(200)
    await remote.close()
  })

  it('writes no line for what went well: the process that began the request does', async () => {
    await knock({ calls: [add], ...rest })
    expect(depotProcess.logged).toEqual([])
    await knock({ calls: [add], ...rest }, {})
    expect(depotProcess.logged).toMatchObject([{ url: '/internal/depot', status: 401 }])
  })
})
