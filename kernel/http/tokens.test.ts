import type { InjectOptions } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { anyone } from '../operations/access.ts'
import { command } from '../operations/operation.ts'
import { refuse } from '../operations/refusal.ts'
import { served, settingsOf } from './library.fixture.ts'
import { createHttp, type Http } from './server.ts'

const Locker = z.object({ number: z.int(), key: z.string().optional() }).meta({ id: 'Locker' })

/** Hands out the key before it knows whether there is a locker; shows it to those who said that they have none yet. */
const takeLocker = command({
  name: 'gym.take-locker',
  summary: 'Takes a locker.',
  rest: 'POST /lockers',
  access: anyone,
  input: z.object({ size: z.enum(['small', 'large']) }),
  output: Locker,
  refuses: { none_left: 409 },
  run: async (ctx, { size }) => {
    ctx.issue('cart', 'k3y')
    if (size === 'large') return refuse('none_left')
    return ctx.credential('cart') === 'new' ? { number: 7, key: 'k3y' } : { number: 7 }
  },
})

let http: Http

beforeEach(async () => {
  http = await createHttp(served([takeLocker]), { settings: settingsOf() })
})
afterEach(() => http.close())

async function take(size: string, headers: InjectOptions['headers'] = {}) {
  const answer = await http.fastify.inject({ method: 'POST', url: '/api/v1/lockers', payload: { size }, headers })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
}

describe('a token', () => {
  it('is handed out with a success', async () => {
    expect((await take('small')).headers['set-cookie']).toEqual([expect.stringMatching(/^merx_cart=k3y;/)])
    expect((await take('small', { 'merx-cart': 'old' })).headers['merx-cart']).toBe('k3y')
  })

  it('is not handed out with a refusal', async () => {
    const byCookie = await take('large')
    expect([byCookie.status, byCookie.headers['set-cookie']]).toEqual([409, undefined])
    const byHeader = await take('large', { 'merx-cart': 'old' })
    expect([byHeader.status, byHeader.headers['merx-cart']]).toEqual([409, undefined])
  })

  it('is handed out in process as over HTTP', async () => {
    const page = { method: 'POST', headers: { origin: 'http://gym.test' }, origin: 'http://gym.test' }
    const call = (size: string) => http.direct({ operation: 'gym.take-locker', input: { size }, page })
    expect(await call('small')).toMatchObject({ status: 201, headers: { 'set-cookie': [expect.any(String)] } })
    expect(await call('large')).toEqual({ status: 409, body: expect.anything(), headers: {} })
  })
})

describe('`Merx-Cart: new`', () => {
  it('reaches the operation, which shows the token in its answer', async () => {
    const { body, headers } = await take('small', { 'merx-cart': 'new' })
    expect([body, headers['merx-cart']]).toEqual([{ number: 7, key: 'k3y' }, 'k3y'])
  })

  it('cannot be said by a cookie, whose token no script may see', async () => {
    const { body } = await take('small', { cookie: 'merx_cart=new', origin: 'http://localhost:80' })
    expect(body).toEqual({ number: 7 })
  })
})
