import type { InjectOptions } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { anyone } from '../operations/access.ts'
import { command } from '../operations/operation.ts'
import { served, settingsOf, staffKey } from './library.fixture.ts'
import { createHttp, type Http } from './server.ts'

const Header = z.object({ name: z.string(), value: z.string() }).meta({ id: 'Header' })
const Heard = z.object({ body: z.string(), authorization: z.string(), cart: z.string() }).meta({ id: 'Heard' })

const hear = command({
  name: 'post.hear',
  summary: 'Takes what an outside party signed.',
  rest: 'POST /heard',
  access: anyone,
  body: 'raw',
  input: z.object({ body: z.string(), headers: z.array(Header) }),
  output: Heard,
  run: async (ctx, { body, headers }) => ({
    body,
    authorization: headers.find(({ name }) => name === 'authorization')?.value ?? '',
    cart: ctx.credential('cart') ?? '',
  }),
})

let http: Http

beforeEach(async () => {
  http = await createHttp(served([hear]), { settings: settingsOf() })
})
afterEach(() => http.close())

describe('a body that an outside party signed', () => {
  it.each<[string, InjectOptions['headers'] & object]>([
    ['Basic', { authorization: 'Basic YTpi' }],
    ['a bearer of its own', { authorization: 'Bearer of-somebody-else' }],
    ['the key of our staff', { authorization: `Bearer ${staffKey}` }],
    ['a cookie from another site', { cookie: 'merx_cart=abc', origin: 'https://bank.test' }],
    ['a cart that is no token', { 'merx-cart': 'a b' }],
  ])('reaches its operation with %s, and of nobody but a guest', async (_name, headers) => {
    const payload = '{"n": 1.0}'
    const answer = await http.fastify.inject({ method: 'POST', url: '/api/v1/heard', payload, headers })
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([201, undefined])
    expect(answer.json()).toEqual({ body: payload, authorization: headers.authorization ?? '', cart: '' })
  })

  it('is not taken from a page that is being rendered', async () => {
    const page = { method: 'POST', headers: {}, origin: 'http://shop.test' }
    const input = { body: '', headers: [] }
    expect((await http.direct({ operation: 'post.hear', input, page })).status).toBe(404)
  })
})
