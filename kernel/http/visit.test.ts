import { describe, expect, it } from 'vitest'
import { handOut } from './credentials.ts'
import { staffKey } from './library.fixture.ts'
import { type Arrival, createVisits, type Visit, type Visits } from './visit.ts'

const rules = { staffKey, corsOrigins: ['https://partner.test'], development: false }
const visits = atOnce(createVisits(rules))

/** Nothing is waited for where no token has to be looked at. */
function atOnce(visits: Visits): (arrival: Arrival) => Visit {
  return (arrived) => {
    const visit = visits(arrived)
    if (visit instanceof Promise) throw new Error('expected a visit at once')
    return visit
  }
}

function arrival(headers: Arrival['headers'], method = 'GET', origin = 'https://shop.test'): Arrival {
  return { method, headers, origin }
}

describe('who comes', () => {
  it('is a guest, or staff by the whole key alone', () => {
    expect(visits(arrival({})).caller).toEqual({ kind: 'guest' })
    const caller = { kind: 'staff', id: 'key', permissions: 'all' }
    expect(visits(arrival({ authorization: `Bearer ${staffKey}` })).caller).toEqual(caller)
    expect(visits(arrival({ authorization: `bearer ${staffKey}` })).caller).toEqual(caller)
  })

  it.each(['Bearer', 'Bearer x', `Bearer ${staffKey}x`, `Basic ${staffKey}`, ''])(
    'is never a guest with %j',
    (authorization) => {
      expect(() => visits(arrival({ authorization }))).toThrow(expect.objectContaining({ code: 'unauthenticated' }))
    },
  )

  it('is never staff where there is no key', () => {
    const keyless = atOnce(createVisits({ ...rules, staffKey: undefined }))
    for (const authorization of ['Bearer undefined', 'Bearer ', `Bearer ${staffKey}`]) {
      expect(() => keyless(arrival({ authorization }))).toThrow(expect.objectContaining({ code: 'unauthenticated' }))
    }
  })
})

describe('the tokens shown', () => {
  it('come by header, which wins over the cookie', () => {
    const visit = visits(arrival({ 'merx-cart': 'abc', 'merx-order': 'def', cookie: '__Host-merx_cart=other' }))
    expect(visit).toMatchObject({ credentials: { cart: 'abc', order: 'def' }, handsBy: 'header' })
    expect(visits(arrival({ 'merx-cart': 'new', cookie: '__Host-merx_cart=other' })).credentials).toEqual({
      cart: 'new',
    })
  })

  it('come by cookie, over https under a name that no other host can set', () => {
    const cookie = 'a=b; merx_cart=plain; __Host-merx_cart=bound; merx_order=o; merx_cart'
    expect(visits(arrival({ cookie })).credentials).toEqual({ cart: 'bound' })
    expect(visits(arrival({ cookie }, 'GET', 'http://localhost:3000')).credentials).toEqual({
      cart: 'plain',
      order: 'o',
    })
  })

  it('are none when malformed: a header is refused, a cookie left out', () => {
    expect(() => visits(arrival({ 'merx-cart': 'a b' }))).toThrow(
      expect.objectContaining({ code: 'invalid_credential' }),
    )
    expect(() => visits(arrival({ 'merx-cart': 'a'.repeat(256) }))).toThrow(
      expect.objectContaining({ code: 'invalid_credential' }),
    )
    expect(visits(arrival({ cookie: '__Host-merx_cart="a b"' })).credentials).toEqual({})
    expect(visits(arrival({ cookie: '__Host-merx_cart=new' })).credentials).toEqual({})
  })
})

describe('tokens handed out', () => {
  const issued = new Map([['cart', 't0ken'] as const])

  it('go the way the caller came', () => {
    expect(handOut(issued, visits(arrival({ 'merx-cart': 'new' })))).toEqual({ 'merx-cart': 't0ken' })
    expect(handOut(issued, visits(arrival({})))).toEqual({
      'set-cookie': ['__Host-merx_cart=t0ken; Max-Age=7776000; Path=/; HttpOnly; SameSite=Lax; Secure'],
    })
    expect(handOut(issued, atOnce(createVisits({ ...rules, development: true }))(arrival({})))).toEqual({
      'set-cookie': ['merx_cart=t0ken; Max-Age=7776000; Path=/; HttpOnly; SameSite=Lax'],
    })
  })

  it('cannot add to a header', () => {
    const forged = new Map([['cart', 'x; Domain=evil.test'] as const])
    expect(() => handOut(forged, { handsBy: 'cookie', secure: true })).toThrow('is no token')
  })
})

describe('behind a proxy that speaks TLS', () => {
  const proxied = atOnce(createVisits({ ...rules, publicOrigin: 'https://shop.test' }))
  const cookie = '__Host-merx_cart=abc'
  const plain = (headers: Arrival['headers']) => arrival(headers, 'POST', 'http://10.0.0.7:3000')

  it('cookies are bound to https, though the request came without', () => {
    expect(handOut(new Map([['cart', 't0ken'] as const]), proxied(plain({})))).toEqual({
      'set-cookie': ['__Host-merx_cart=t0ken; Max-Age=7776000; Path=/; HttpOnly; SameSite=Lax; Secure'],
    })
    expect(proxied(plain({ cookie, origin: 'https://shop.test' })).credentials).toEqual({ cart: 'abc' })
  })

  it.each(['http://10.0.0.7:3000', 'http://shop.test', 'https://evil.test'])('%s is another site', (origin) => {
    expect(() => proxied(plain({ cookie, origin }))).toThrow(expect.objectContaining({ code: 'cross_site' }))
  })
})

describe('a change with cookies', () => {
  const cookie = '__Host-merx_cart=abc'
  const refused = expect.objectContaining({ code: 'cross_site' })

  it.each<Arrival['headers']>([
    { cookie, origin: 'https://shop.test' },
    { cookie, 'sec-fetch-site': 'same-origin' },
    { cookie, 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'same-origin', origin: 'https://shop.test' },
    { origin: 'https://partner.test', 'sec-fetch-site': 'cross-site' },
    {},
    { 'merx-cart': 'abc', origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' },
  ])('may come with %j', (headers) => {
    expect(() => visits(arrival(headers, 'POST'))).not.toThrow()
  })

  it.each<Arrival['headers']>([
    { cookie },
    { cookie, origin: 'https://evil.test' },
    { cookie, origin: 'null' },
    { cookie, origin: 'http://shop.test' },
    { cookie, 'sec-fetch-site': 'same-site' },
    { cookie, 'sec-fetch-site': 'cross-site', origin: 'https://partner.test' },
    { origin: 'https://evil.test' },
    { 'sec-fetch-site': 'cross-site' },
  ])('may not come with %j', (headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect(() => visits(arrival(headers, method))).toThrow(refused)
    expect(() => visits(arrival(headers, 'GET'))).not.toThrow()
  })
})
