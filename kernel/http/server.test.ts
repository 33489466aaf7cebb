import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { anyone } from '../operations/access.ts'
import { query } from '../operations/operation.ts'
import { withoutTokens } from './access-log.ts'
import { createGuard } from './guard.ts'
import { library, sample, served, settingsOf } from './library.fixture.ts'
import { createHttp, type Http, type HttpOptions } from './server.ts'

let open: Http | undefined

afterEach(async () => {
  await open?.close()
  open = undefined
})

async function serve(environment: Readonly<Record<string, string>> = {}, extend: HttpOptions['extend'] = []) {
  const { operations } = library()
  const arrived = Promise.withResolvers<void>()
  const gate = Promise.withResolvers<void>()
  const wait = query({
    name: 'library.wait',
    summary: 'Answers when the gate opens.',
    rest: 'GET /wait',
    access: anyone,
    input: z.object({}),
    output: z.object({ waited: z.boolean() }).meta({ id: 'Waited' }),
    run: async () => {
      arrived.resolve()
      await gate.promise
      return { waited: true }
    },
  })
  const logged: unknown[] = []
  const runtime = served([...operations, wait], logged)
  const http = await createHttp(runtime, { settings: settingsOf(environment), extend })
  open = http
  return {
    http,
    logged,
    arrived: arrived.promise,
    release: gate.resolve,
    get: (url: string, headers = {}) => http.fastify.inject({ url, headers }),
  }
}

describe('the ids of a request', () => {
  it('are taken from a proxy where they are sane, and stand in the log with an address without tokens', async () => {
    const { get, logged } = await serve({ MERX_ACCESS_LOG: 'all' })
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
    const answer = await get('/api/v1/books?token=abc&limit=1', {
      'x-request-id': 'proxy-0001',
      traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
    })
    expect(answer.headers['x-request-id']).toBe('proxy-0001')
    expect(logged).toMatchObject([
      { url: '/api/v1/books?token=[cut]&limit=1', status: 200, requestId: 'proxy-0001', traceId },
    ])
  })

  it('are made where a proxy’s are not sane', async () => {
    const { get } = await serve()
    const answer = await get('/api/v1/books', { 'x-request-id': 'a b\u00e9' })
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('leave no token in an address', () => {
    expect(withoutTokens('/o/M-1?token=a.b&x=1&orderToken=c;api_key=d')).toBe(
      '/o/M-1?token=[cut]&x=1&orderToken=[cut];api_key=[cut]',
    )
    expect(withoutTokens('/books?tokens_of_love=')).toBe('/books?tokens_of_love=[cut]')
    expect(withoutTokens('/books?limit=1')).toBe('/books?limit=1')
  })
})

describe('the access log', () => {
  it('leaves out reads that went well unless told to keep all', async () => {
    const { get, logged } = await serve()
    await get('/api/v1/books')
    await get('/api/v1/nothing')
    expect(logged).toMatchObject([{ url: '/api/v1/nothing', status: 404 }])
  })
})

describe('the headers of an answer', () => {
  it('let a browser do nothing with it', async () => {
    const { headers } = await (await serve()).get('/api/v1/books')
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['strict-transport-security']).toBeUndefined()
  })

  it('stand on an answer from memory, on one that says that nothing changed, and on failures as on any other', async () => {
    const { get } = await serve()
    const made = await get('/api/v1/books')
    const fromMemory = await get('/api/v1/books')
    expect(Object.keys(fromMemory.headers).sort()).toEqual(Object.keys(made.headers).sort())
    const unchanged = await get('/api/v1/books', { 'if-none-match': made.headers.etag })
    const failures = [await get('/api/v1/books?limit=x'), await get('/api/v1/nothing'), await get('/api/nothing')]
    expect([unchanged, ...failures].map(({ statusCode }) => statusCode)).toEqual([304, 422, 404, 404])
    for (const { headers } of [fromMemory, unchanged, ...failures]) {
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      })
    }
    expect((await get('/nothing')).headers).toMatchObject({ 'referrer-policy': 'strict-origin-when-cross-origin' })
    expect((await get('/api/docs')).headers['content-security-policy']).toContain('style-src')
  })

  it('bind a browser to https in production, where the answer went over it', async () => {
    const runtime = { ...served(library().operations), development: false }
    open = await createHttp(runtime, { settings: settingsOf({ MERX_TRUST_PROXY: '127.0.0.1' }) })
    const secure = await open.fastify.inject({ url: '/api/v1/books', headers: { 'x-forwarded-proto': 'https' } })
    expect(secure.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
    const plain = await open.fastify.inject({ url: '/api/v1/books' })
    expect(plain.headers['strict-transport-security']).toBeUndefined()
  })

  it('open nothing to other sites unless they are listed', async () => {
    const closed = await serve()
    expect(
      (await closed.get('/api/v1/books', { origin: 'https://partner.test' })).headers['access-control-allow-origin'],
    ).toBeUndefined()
    await closed.http.close()
    const { get, http } = await serve({ MERX_CORS_ORIGINS: 'https://partner.test, https://b.test' })
    const listed = await get('/api/v1/books', { origin: 'https://partner.test' })
    expect(listed.headers).toMatchObject({ 'access-control-allow-origin': 'https://partner.test', vary: 'Origin' })
    expect(listed.headers['access-control-allow-credentials']).toBeUndefined()
    expect(
      (await get('/api/v1/books', { origin: 'https://evil.test' })).headers['access-control-allow-origin'],
    ).toBeUndefined()
    const asked = await http.fastify.inject({
      method: 'OPTIONS',
      url: '/api/v1/books',
      headers: { origin: 'https://b.test' },
    })
    expect(asked.statusCode).toBe(204)
    expect(asked.headers['access-control-allow-headers']).toContain('merx-cart')
  })
})

describe('what a caller says of itself', () => {
  const lies = {
    host: 'evil.test',
    'x-forwarded-host': 'shop.test',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '127.0.0.1',
    forwarded: 'host=shop.test;proto=https',
  }

  it('counts for nothing where no proxy is trusted', async () => {
    open = await createHttp({ ...served(library().operations), development: false }, { settings: settingsOf() })
    const url = `/api/v1/books/${sample.isbn}/loans`
    const payload = { days: 3 }
    const forged = { ...lies, origin: 'https://shop.test', cookie: 'merx_cart=abc' }
    const refused = await open.fastify.inject({ method: 'POST', url, payload, headers: forged })
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'cross_site'])
    const taken = await open.fastify.inject({ method: 'POST', url, payload, headers: lies })
    expect(taken.statusCode).toBe(201)
    expect(taken.headers['strict-transport-security']).toBeUndefined()
    // a cookie bound to https would be thrown away by the browser of a shop that is served without
    expect(taken.headers['set-cookie']).toEqual([expect.stringMatching(/^merx_cart=[^;]*;(?!.*Secure)/)])
  })

  it('is not repeated in any answer', async () => {
    const { get } = await serve()
    for (const url of ['/api/v1/books', '/api/v1/openapi.json', '/api/docs', '/api/v1/nothing', '/api/docs/']) {
      const { body, headers } = await get(url, lies)
      expect(JSON.stringify([body, headers])).not.toMatch(/evil\.test|shop\.test/)
    }
  })
})

describe('health', () => {
  it('shows metrics to this machine, not to what a proxy on it passes on', async () => {
    const { get } = await serve()
    await get('/api/v1/books')
    const local = await get('/metrics', { host: 'localhost:3000' })
    expect(local.statusCode).toBe(200)
    expect(local.body).toMatch(/merx_http_requests_total\{operation="library.list-books",status="200"\} \d+/)
    expect((await get('/metrics', { host: 'localhost', 'x-forwarded-for': '10.0.0.1' })).statusCode).toBe(403)
    expect((await get('/metrics', { host: 'shop.test' })).statusCode).toBe(403)
  })

  it('shows metrics to nobody without a key in production: a proxy on this machine looks like this machine', async () => {
    open = await createHttp({ ...served(library().operations), development: false }, { settings: settingsOf() })
    const request = { url: '/metrics', headers: { host: 'localhost:3000' } }
    expect((await open.fastify.inject(request)).statusCode).toBe(403)
  })

  it('shows metrics by their key alone where there is one', async () => {
    const key = 'a-key-for-the-metrics-that-is-long-enough'
    const { get } = await serve({ MERX_METRICS_KEY: key })
    expect((await get('/metrics', { host: 'localhost' })).statusCode).toBe(403)
    expect((await get('/metrics', { authorization: `Bearer ${key}`, 'x-forwarded-for': '10.0.0.1' })).statusCode).toBe(
      200,
    )
  })

  it('is ready when what it needs is', async () => {
    const runtime = served(library().operations)
    open = await createHttp(
      { ...runtime, ready: async () => ({ ok: false, checks: { database: 'does not answer' } }) },
      { settings: settingsOf() },
    )
    const { statusCode, body } = await open.fastify.inject({ url: '/readyz' })
    expect([statusCode, JSON.parse(body).checks]).toEqual([503, { database: 'does not answer' }])
    expect((await open.fastify.inject({ url: '/healthz' })).statusCode).toBe(200)
  })
})

describe('too much at once', () => {
  it('is told to come back before any work is done, and room is made when an answer has gone', async () => {
    const { http, get, arrived, release } = await serve({ MERX_MAX_IN_FLIGHT: '1' })
    const waiting = get('/api/v1/wait')
    await arrived
    const turned = await get('/api/v1/books')
    expect([turned.statusCode, JSON.parse(turned.body).code, turned.headers['retry-after']]).toEqual([
      503,
      'overloaded',
      '1',
    ])
    expect((await http.fastify.inject({ url: '/healthz' })).statusCode).toBe(200)
    release()
    expect((await waiting).statusCode).toBe(200)
    expect((await get('/api/v1/books')).statusCode).toBe(200)
  })

  it('is more operations than may wait; answers from memory and health go on', async () => {
    const { http, get, arrived, release } = await serve({ MERX_MAX_OPERATIONS: '1' })
    expect((await get('/api/v1/books?limit=3')).statusCode).toBe(200)
    const waiting = get('/api/v1/wait')
    await arrived
    const turned = await get('/api/v1/card')
    expect([turned.statusCode, turned.json().code, turned.headers['retry-after']]).toEqual([503, 'overloaded', '1'])
    const page = { method: 'GET', headers: {}, origin: 'http://localhost' }
    expect((await http.direct({ operation: 'library.my-card', input: {}, page })).status).toBe(503)
    expect((await get('/api/v1/books?limit=3')).statusCode).toBe(200)
    expect((await get('/readyz')).statusCode).toBe(200)
    release()
    expect((await waiting).statusCode).toBe(200)
    for (const url of ['/api/v1/break-down', '/api/v1/books?limit=x', '/api/v1/card']) await get(url)
    expect((await get('/api/v1/card')).statusCode).toBe(200)
  })

  it('is also a caller who left: the room is free again', async () => {
    const { http, get, arrived } = await serve({ MERX_MAX_IN_FLIGHT: '1' })
    const { port, hostname } = new URL(await http.listen({ port: 0 }))
    const socket = connect(Number(port), hostname)
    socket.write('GET /api/v1/wait HTTP/1.1\r\nhost: localhost\r\n\r\n')
    await arrived
    expect((await get('/api/v1/books')).statusCode).toBe(503)
    socket.destroy()
    await expect.poll(async () => (await get('/api/v1/books')).statusCode).toBe(200)
  })

  it('is seen by the lateness of the event loop', async () => {
    const guard = createGuard({ maxInFlight: 10, maxOperations: 10, maxLag: 150 })
    expect(guard.enter()).toBe(true)
    const until = performance.now() + 400
    while (performance.now() < until);
    await expect.poll(() => guard.enter(), { interval: 1 }).toBe(false)
    await expect.poll(() => guard.enter(), { interval: 20 }).toBe(true)
    guard.close()
  })
})

describe('closing', () => {
  it('is seen by a balancer before the door is shut, and who comes meanwhile is served', async () => {
    const { http } = await serve({ MERX_DRAIN_SECONDS: '2' })
    const address = await http.listen({ port: 0 })
    expect((await fetch(`${address}/readyz`)).status).toBe(200)
    const closing = http.close()
    const seen = await fetch(`${address}/readyz`)
    expect([seen.status, await seen.json()]).toEqual([503, { ok: false, checks: { process: 'stops' } }])
    expect((await fetch(`${address}/api/v1/books`)).status).toBe(200)
    await closing
    await expect(fetch(`${address}/healthz`)).rejects.toThrow()
  })

  it('breaks off what can be repeated before the door is shut, for a balancer that did not look; a change is served', async () => {
    const { http } = await serve({ MERX_DRAIN_SECONDS: '1' })
    const address = await http.listen({ port: 0 })
    const look = () => fetch(`${address}/api/v1/books`).then(({ headers }) => headers.get('connection'))
    expect(await look()).toBe('keep-alive')
    const closing = http.close()
    const told = await look()
    await expect
      .poll(() => look().catch((error: unknown) => String(error)), { interval: 5, timeout: 10_000 })
      .toMatch('fetch failed')
    const lent = await fetch(`${address}/api/v1/books/${sample.isbn}/loans`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"days":3}',
    })
    expect([told, lent.status, lent.headers.get('connection')]).toEqual(['close', 201, 'close'])
    await closing
    await expect(fetch(`${address}/healthz`)).rejects.toThrow()
  })

  it('finishes what is in flight and takes nothing new', async () => {
    const { http, arrived, release } = await serve()
    const address = await http.listen({ port: 0 })
    const waiting = fetch(`${address}/api/v1/wait`)
    await arrived
    const began = performance.now()
    const closing = http.close()
    expect((await http.fastify.inject({ url: '/readyz' })).statusCode).toBe(503)
    await expect(fetch(`${address}/healthz`)).rejects.toThrow()
    release()
    expect(await (await waiting).json()).toEqual({ waited: true })
    await closing
    // and does not wait for the kept-alive connection to run out
    expect(performance.now() - began).toBeLessThan(3_000)
  })
})

describe('what is no HTTP', () => {
  it('is answered by a problem too', async () => {
    const { http } = await serve()
    const { port, hostname } = new URL(await http.listen({ port: 0 }))
    const socket = connect(Number(port), hostname)
    socket.write('GARBAGE\r\n\r\n')
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"malformed_request"/)
    socket.destroy()
  })
})

describe('an extension', () => {
  it('has a scope of its own and calls operations in process', async () => {
    const { get } = await serve({}, [
      (fastify, { direct }) => {
        fastify.get('/page', async (request, reply) => {
          const page = { method: 'GET', headers: request.headers, origin: 'http://localhost' }
          const { body } = await direct({ operation: 'library.read-book', input: { isbn: sample.isbn }, page })
          return reply.type('text/html').send(`<p>${JSON.stringify(body)}</p>`)
        })
      },
    ])
    const { body, headers } = await get('/page')
    expect(body).toBe(`<p>${JSON.stringify(sample)}</p>`)
    expect(headers['content-security-policy']).toBeUndefined()
    expect(headers['x-content-type-options']).toBe('nosniff')
  })
})
