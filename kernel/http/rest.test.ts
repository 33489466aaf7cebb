import type { InjectOptions } from 'fastify'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { anyone } from '../operations/access.ts'
import { query } from '../operations/operation.ts'
import { library, sample, served, settingsOf, staffKey } from './library.fixture.ts'
import { createHttp, type Http } from './server.ts'

let open: Http | undefined

afterEach(async () => {
  await open?.close()
  open = undefined
})

async function serve(environment: Readonly<Record<string, string>> = {}) {
  const { operations, shelf, reads } = library()
  const logged: unknown[] = []
  const runtime = served(operations, logged)
  const http = await createHttp(runtime, { settings: settingsOf(environment) })
  open = http
  const send = async (request: InjectOptions) => {
    const { statusCode, headers, body } = await http.fastify.inject(request)
    return { status: statusCode, headers, body, json: () => JSON.parse(body) }
  }
  return { runtime, send, shelf, reads, logged }
}

const loans = `/api/v1/books/${sample.isbn}/loans`
const staff = { authorization: `Bearer ${staffKey}` }

describe('a query', () => {
  it('answers what the operation returned', async () => {
    const { send } = await serve()
    const { status, headers, json } = await send({ url: `/api/v1/books/${sample.isbn}` })
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(json()).toEqual(sample)
  })

  it('takes path and query as the schema says', async () => {
    const { send } = await serve()
    expect(
      (await send({ url: '/api/v1/books?limit=1&tags=novel,%3Cb%3E&available=true&who=cares' })).json().items,
    ).toHaveLength(1)
    expect((await send({ url: '/api/v1/books?available=false' })).json().items).toEqual([])
    const wrong = await send({ url: '/api/v1/books?limit=many&available=perhaps' })
    expect(wrong.status).toBe(422)
    expect(wrong.json().errors.map(({ field }: { field: string }) => field)).toEqual(['limit', 'available'])
  })

  it('that is nobody else’s business is not stored', async () => {
    const { send } = await serve()
    expect((await send({ url: '/api/v1/card', headers: { 'merx-cart': 'mine' } })).headers['cache-control']).toBe(
      'no-store',
    )
  })
})

describe('a kept answer', () => {
  it('is made once, has a strong tag, and is not sent again to who has it', async () => {
    const { send, reads } = await serve()
    const first = await send({ url: '/api/v1/books?limit=5&tags=novel' })
    const again = await send({ url: '/api/v1/books?x=1&tags=novel&limit=5' })
    expect(first.headers['cache-control']).toBe('public, max-age=0, must-revalidate')
    expect(again.headers.etag).toBe(first.headers.etag)
    expect(again.body).toBe(first.body)
    const fresh = await send({
      url: '/api/v1/books?tags=novel&limit=5',
      headers: { 'if-none-match': `"a", W/${first.headers.etag}` },
    })
    expect([fresh.status, fresh.body, fresh.headers.etag]).toEqual([304, '', first.headers.etag])
    expect(reads.count).toBe(1)
  })

  it('has a head, with the tag and the length of what it leaves out', async () => {
    const { send } = await serve()
    const whole = await send({ url: '/api/v1/books' })
    const head = await send({ method: 'HEAD', url: '/api/v1/books' })
    expect([head.status, head.body, head.headers.etag]).toEqual([200, '', whole.headers.etag])
    expect(head.headers['content-length']).toBe(whole.headers['content-length'])
    const fresh = { 'if-none-match': String(whole.headers.etag) }
    expect((await send({ method: 'HEAD', url: '/api/v1/books', headers: fresh })).status).toBe(304)
    expect((await send({ method: 'HEAD', url: '/api/v1/books/1' })).status).toBe(404)
    expect((await send({ method: 'HEAD', url: '/api/v1/card' })).headers['content-length']).toBe('25')
  })

  it('goes with its tag', async () => {
    const { send, shelf, runtime } = await serve()
    const url = `/api/v1/books/${sample.isbn}`
    await send({ url })
    shelf.set(sample.isbn, { ...sample, title: 'New' })
    expect((await send({ url })).json().title).toBe(sample.title)
    runtime.answers.dropTags([`book:${sample.isbn}`])
    expect((await send({ url })).json().title).toBe('New')
  })

  it('is not made of a refusal', async () => {
    const { send, shelf } = await serve()
    const missing = await send({ url: '/api/v1/books/1' })
    expect([missing.status, missing.json().code, missing.headers['cache-control']]).toEqual([
      404,
      'unknown_book',
      'no-store',
    ])
    expect(missing.headers.etag).toBeUndefined()
    shelf.set('1', { ...sample, isbn: '1' })
    expect((await send({ url: '/api/v1/books/1' })).status).toBe(200)
  })

  it('is not told to staff, who are told what is now', async () => {
    const { send, shelf } = await serve()
    const url = `/api/v1/books/${sample.isbn}`
    await send({ url })
    shelf.set(sample.isbn, { ...sample, title: 'New' })
    const now = await send({ url, headers: staff })
    expect([now.json().title, now.headers['cache-control']]).toEqual(['New', 'private, max-age=0, must-revalidate'])
    expect((await send({ url })).json().title).toBe(sample.title)
  })
})

describe('the making of a kept answer', () => {
  const Card = z.object({ member: z.string().nullable() }).meta({ id: 'Card' })
  const greet = (issues: boolean) =>
    query({
      name: 'library.greet',
      summary: 'Looks at tokens although its answers are kept.',
      rest: 'GET /greeting',
      access: anyone,
      input: z.object({}),
      output: Card,
      tags: () => [],
      run: async (ctx) => {
        if (issues) ctx.issue('cart', 'token')
        return { member: ctx.credential('cart') ?? null }
      },
    })

  it('sees no token, so that nothing of one caller gets to another', async () => {
    open = await createHttp(served([greet(false)]), { settings: settingsOf() })
    const mine = await open.fastify.inject({ url: '/api/v1/greeting', headers: { 'merx-cart': 'mine' } })
    expect([mine.statusCode, mine.json()]).toEqual([200, { member: null }])
  })

  it('may hand out none', async () => {
    open = await createHttp(served([greet(true)]), { settings: settingsOf() })
    const answer = await open.fastify.inject({ url: '/api/v1/greeting', headers: { 'merx-cart': 'new' } })
    expect([answer.statusCode, answer.headers['merx-cart']]).toEqual([500, undefined])
  })
})

describe('a command', () => {
  it('by POST answers 201, with nothing to tell 204', async () => {
    const { send, shelf } = await serve()
    expect((await send({ method: 'POST', url: loans, payload: { days: 3 } })).status).toBe(201)
    expect(shelf.get(sample.isbn)?.available).toBe(false)
    const added = await send({ method: 'PUT', url: '/api/v1/admin/books/1', payload: { title: 'One' }, headers: staff })
    expect([added.status, added.body, added.headers['content-type']]).toEqual([204, '', undefined])
  })

  it('tells a refusal with its status, its code and its data', async () => {
    const { send } = await serve()
    await send({ method: 'POST', url: loans, payload: { days: 3 } })
    const refused = await send({ method: 'POST', url: loans, payload: { days: 3 } })
    expect(refused.status).toBe(409)
    expect(refused.headers['content-type']).toContain('application/problem+json')
    expect(refused.json()).toEqual({
      type: '/api/docs#problem-lent_out',
      title: 'Lent out',
      status: 409,
      code: 'lent_out',
      detail: 'Lent out.',
      until: '2026-01-31T12:00:00Z',
    })
  })

  it('names every field that does not fit and does nothing', async () => {
    const { send, shelf } = await serve()
    const wrong = await send({
      method: 'POST',
      url: loans,
      payload: { days: '3', notes: [{ text: '', stars: 6 }, {}] },
    })
    expect(wrong.status).toBe(422)
    expect(wrong.json().errors).toEqual([
      { field: 'days', code: 'invalid_type', detail: expect.any(String) },
      { field: 'notes.0.text', code: 'too_small', detail: expect.any(String) },
      { field: 'notes.0.stars', code: 'too_big', detail: expect.any(String) },
      { field: 'notes.1.text', code: 'required', detail: 'is required' },
    ])
    expect(shelf.get(sample.isbn)?.available).toBe(true)
  })

  it('heeds an idempotency key of visible ASCII alone', async () => {
    const { send } = await serve()
    for (const key of ['', 'two words', 'é', 'x'.repeat(256)]) {
      const answer = await send({
        method: 'POST',
        url: loans,
        payload: { days: 3 },
        headers: { 'idempotency-key': key },
      })
      expect([answer.status, answer.json().code]).toEqual([400, 'invalid_idempotency_key'])
    }
  })
})

const json = { 'content-type': 'application/json' }

describe('what cannot be served', () => {
  it.each<[string, InjectOptions, number, string]>([
    ['broken JSON', { method: 'POST', url: loans, payload: '{"days":', headers: json }, 400, 'malformed_json'],
    [
      'a poisoned prototype',
      { method: 'POST', url: loans, payload: '{"__proto__":{}}', headers: json },
      400,
      'malformed_json',
    ],
    ['a list for a body', { method: 'POST', url: loans, payload: '[1]', headers: json }, 422, 'invalid_input'],
    ['no body', { method: 'POST', url: loans }, 422, 'invalid_input'],
    ['an empty body', { method: 'POST', url: loans, payload: '', headers: json }, 422, 'invalid_input'],
    [
      'a form',
      {
        method: 'POST',
        url: loans,
        payload: 'days=3',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      },
      415,
      'unsupported_media_type',
    ],
    [
      'plain text',
      { method: 'POST', url: loans, payload: '{"days":3}', headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported_media_type',
    ],
    [
      'a body without a type',
      { method: 'POST', url: loans, payload: '{"days":3}', headers: { 'content-type': '' } },
      415,
      'unsupported_media_type',
    ],
    [
      'too large a body',
      { method: 'POST', url: loans, payload: JSON.stringify({ days: 'x'.repeat(300_000) }), headers: json },
      413,
      'body_too_large',
    ],
    ['an unknown address', { url: '/api/v1/nothing' }, 404, 'not_found'],
    ['an address that is no text', { url: '/api/v1/books/%zz' }, 400, 'malformed_request'],
    ['an operation for other modules', { url: '/api/v1/books-count' }, 404, 'not_found'],
    ['an unknown method', { method: 'DELETE', url: '/api/v1/books' }, 405, 'method_not_allowed'],
    ['a guest where a member is asked for', { url: '/api/v1/loans' }, 401, 'unauthenticated'],
    [
      'a guest where staff is asked for',
      { method: 'PUT', url: '/api/v1/admin/books/1', payload: {} },
      401,
      'unauthenticated',
    ],
  ])('%s is told as a problem', async (_name, request, ...[status, code]) => {
    const { send, logged } = await serve()
    const answer = await send(request)
    expect([answer.status, answer.json().status, answer.json().code]).toEqual([status, status, code])
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(logged.filter((line) => typeof line === 'object' && line !== null && 'err' in line)).toEqual([])
  })

  it('names the methods that an address knows', async () => {
    const { send } = await serve()
    expect((await send({ method: 'PATCH', url: '/api/v1/books' })).headers.allow).toBe('GET, HEAD, OPTIONS')
  })

  it.each([
    ['55P03', 'overloaded'],
    ['53300', 'overloaded'],
    ['57014', 'overloaded'],
    ['57P01', 'database_unavailable'],
    ['08006', 'database_unavailable'],
    ['CONNECT_TIMEOUT', 'database_unavailable'],
    ['ECONNREFUSED', 'database_unavailable'],
  ])('the database’s %s is told as a 503 to come back after', async (error, code) => {
    const { send } = await serve()
    const answer = await send({ url: `/api/v1/break-down?code=${error}` })
    expect([answer.status, answer.json().code, answer.headers['retry-after']]).toEqual([503, code, '1'])
  })

  it.each(['', '?code=23505', '?code=ECONNREFUSED&byProvider=true'])(
    'a bug is told bare and logged whole, once (%j)',
    async (query) => {
      const { send, logged } = await serve()
      const answer = await send({ url: `/api/v1/break-down${query}`, headers: { 'x-request-id': 'from-the-proxy' } })
      expect(answer.status).toBe(500)
      expect(answer.json()).toMatchObject({ code: 'internal', requestId: 'from-the-proxy' })
      expect(answer.body).not.toContain('secret things')
      const errors = logged.filter((line) => typeof line === 'object' && line !== null && 'err' in line)
      expect(errors).toMatchObject([
        { err: { message: 'the shelf with secret things fell over' }, requestId: 'from-the-proxy' },
      ])
    },
  )

  it('an answer that does not keep to its schema is a bug where people look', async () => {
    const { send, shelf } = await serve()
    shelf.set(sample.isbn, { ...sample, isbn: Object(7) })
    expect((await send({ url: `/api/v1/books/${sample.isbn}` })).status).toBe(500)
  })
})
