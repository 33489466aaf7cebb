import { afterEach, describe, expect, it } from 'vitest'
import { createMemoryCounters } from '../shared/memory-counters.ts'
import { library, sample, served, settingsOf } from './library.fixture.ts'
import type { OperationLimits } from './limits.ts'
import { createHttp, type Http } from './server.ts'

let open: Http | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

const loans = { name: 'loans', quota: 2, seconds: 60 }

async function start(environment: Readonly<Record<string, string>>, limited = false): Promise<Http> {
  const memory = createMemoryCounters()
  const operationLimits: OperationLimits = {
    counters: { count: async (key, limit) => memory.count(key, limit) },
    byOperation: new Map([['library.borrow-book', loans]]),
  }
  const settings = settingsOf({ MERX_TRUST_PROXY: '127.0.0.1', ...environment })
  open = await createHttp(served(library().operations), { settings, ...(limited && { operationLimits }) })
  return open
}

/** What a proxy on this machine passes on for an address. */
const get = ({ fastify }: Http, url: string, from: string) =>
  fastify.inject({ url: `/api/v1${url}`, headers: { 'x-forwarded-for': from } })

const borrow = ({ fastify }: Http, from: string) =>
  fastify.inject({
    method: 'POST',
    url: `/api/v1/books/${sample.isbn}/loans`,
    headers: { 'x-forwarded-for': from, 'merx-cart': 'new' },
    payload: { days: 3 },
  })

const stranger = '203.0.113.7'

describe('the limit of the API', () => {
  it('turns an address away that asks too often, says when to come back, and lets others in', async () => {
    const http = await start({ MERX_LIMIT_API: '3' })
    const statuses = []
    for (let index = 0; index < 4; index += 1) statuses.push((await get(http, '/card', stranger)).statusCode)
    expect(statuses).toEqual([200, 200, 200, 429])
    const refused = await get(http, '/card', stranger)
    expect(refused.headers['content-type']).toContain('application/problem+json')
    expect(refused.json()).toMatchObject({ status: 429, code: 'too_many_requests' })
    expect(refused.headers['retry-after']).toMatch(/^(1\d|20)$/)
    expect(refused.headers['ratelimit-policy']).toBe('"api";q=3;w=60')
    expect(refused.headers.ratelimit).toMatch(/^"api";r=0;t=(5\d|60)$/)
    expect((await get(http, '/card', '203.0.113.8')).statusCode).toBe(200)
  })

  it('counts an IPv6 network as one caller', async () => {
    const http = await start({ MERX_LIMIT_API: '1' })
    expect((await get(http, '/card', '2001:db8::1')).statusCode).toBe(200)
    expect((await get(http, '/card', '2001:db8::2')).statusCode).toBe(429)
    expect((await get(http, '/card', '2001:db8:0:1::1')).statusCode).toBe(200)
  })

  it('says what is left on answers that are made, and nothing on kept ones, which count all the same', async () => {
    const http = await start({ MERX_LIMIT_API: '4' })
    const made = await get(http, '/card', stranger)
    expect(made.headers.ratelimit).toBe('"api";r=3;t=15')
    for (let index = 0; index < 2; index += 1) {
      const kept = await get(http, '/books', stranger)
      expect(kept.statusCode).toBe(200)
      expect(kept.headers.ratelimit).toBeUndefined()
    }
    expect((await get(http, '/card', stranger)).headers.ratelimit).toMatch(/^"api";r=0;t=(5\d|60)$/)
    expect((await get(http, '/books', stranger)).statusCode).toBe(429)
  })

  it('does not hold for the own network, nor where it is set to none', async () => {
    const http = await start({ MERX_LIMIT_API: '1' })
    for (const from of ['10.0.0.7', '127.0.0.1'])
      for (let index = 0; index < 3; index += 1) {
        const answer = await get(http, '/card', from)
        expect(answer.statusCode).toBe(200)
        expect(answer.headers.ratelimit).toBeUndefined()
      }
    await http.close()
    const free = await start({ MERX_LIMIT_API: '0' })
    for (let index = 0; index < 3; index += 1) expect((await get(free, '/card', stranger)).statusCode).toBe(200)
  })

  it('does not believe an address that no proxy of ours passed on', async () => {
    const http = await start({ MERX_LIMIT_API: '1', MERX_TRUST_PROXY: '10.0.0.1' })
    const from = (forwarded: string) =>
      http.fastify.inject({
        url: '/api/v1/card',
        remoteAddress: stranger,
        headers: { 'x-forwarded-for': forwarded },
      })
    expect((await from('198.51.100.1')).statusCode).toBe(200)
    expect((await from('198.51.100.2')).statusCode).toBe(429)
  })
})

describe('the limit of an operation', () => {
  it('is stricter than that of the API, and of that operation alone', async () => {
    const http = await start({}, true)
    const first = await borrow(http, stranger)
    expect(first.statusCode).toBe(201)
    expect(first.headers['ratelimit-policy']).toBe('"loans";q=2;w=60')
    expect(first.headers.ratelimit).toBe('"loans";r=1;t=30')
    // refused by the operation, and counted
    expect((await borrow(http, stranger)).statusCode).toBe(409)
    const refused = await borrow(http, stranger)
    expect(refused.statusCode).toBe(429)
    expect(refused.headers['retry-after']).toMatch(/^(2\d|30)$/)
    expect((await get(http, '/card', stranger)).statusCode).toBe(200)
    expect((await borrow(http, '203.0.113.8')).statusCode).toBe(409)
  })

  it('holds for pages that call it for an address', async () => {
    const http = await start({}, true)
    const call = (address: string) =>
      http.direct({
        operation: 'library.borrow-book',
        input: { isbn: sample.isbn, days: 3 },
        page: {
          method: 'POST',
          origin: 'https://shop.example',
          headers: { 'merx-address': address, 'merx-cart': 'new' },
        },
      })
    const statuses = []
    for (let index = 0; index < 3; index += 1) statuses.push((await call(stranger)).status)
    expect(statuses).toEqual([201, 409, 429])
    expect((await call(stranger)).headers['retry-after']).toMatch(/^(2\d|30)$/)
    expect((await call('203.0.113.8')).status).toBe(409)
  })
})
