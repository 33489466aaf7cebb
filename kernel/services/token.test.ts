import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createTokens, type Identity } from './token.ts'

const secret = 'known-to-the-processes-of-this-shop-alone'
const began = 1_790_000_000_000
const identity: Identity = {
  caller: { kind: 'staff', id: 'müller', permissions: ['orders:write'] },
  pool: 'consumers',
}

const at = (milliseconds: number) => createTokens(secret, () => began + milliseconds)
const token = at(0).make('inventory', identity)

describe('a token between services', () => {
  it.each<Identity>([
    identity,
    { caller: { kind: 'guest' } },
    { caller: { kind: 'user', id: 'u' }, pool: 'loads' },
    { caller: { kind: 'staff', id: 'key', permissions: 'all' } },
    { caller: { kind: 'system' } },
  ])('tells who calls: $caller.kind', (one) => {
    expect(at(0).read(at(0).make('inventory', one), 'inventory')).toEqual(one)
  })

  it('is good for half a minute, by clocks that are up to five seconds apart', () => {
    expect(at(34_999).read(token, 'inventory')).toEqual(identity)
    expect(at(35_001).read(token, 'inventory')).toBeUndefined()
    expect(at(-5_000).read(token, 'inventory')).toEqual(identity)
    expect(at(-5_001).read(token, 'inventory')).toBeUndefined()
  })

  it('is good for one module', () => {
    expect(at(0).read(token, 'payments')).toBeUndefined()
  })

  it('is not good under another secret', () => {
    const other = createTokens(secret.replace('k', 'K'), () => began)
    expect(other.read(token, 'inventory')).toBeUndefined()
  })

  it('is not good with a letter changed anywhere', () => {
    for (let index = 0; index < token.length; index += 1) {
      const changed = token.slice(0, index) + (token[index] === 'A' ? 'B' : 'A') + token.slice(index + 1)
      expect(at(0).read(changed, 'inventory'), `at ${index}`).toBeUndefined()
    }
  })

  it('is made once for a caller, and anew before it is too old to be sent', () => {
    let now = began
    const tokens = createTokens(secret, () => now)
    const first = tokens.make('inventory', identity)
    expect(tokens.make('payments', identity)).not.toBe(first)
    expect(tokens.make('inventory', { caller: { kind: 'guest' } })).not.toBe(first)
    now += 15_000
    expect(tokens.make('inventory', { ...identity })).toBe(first)
    now += 1
    expect(tokens.make('inventory', identity)).not.toBe(first)
  })

  it('that was read before is judged again', () => {
    let now = began
    const tokens = createTokens(secret, () => now)
    expect(tokens.read(token, 'inventory')).toEqual(identity)
    expect(tokens.read(token, 'payments')).toBeUndefined()
    now += 35_001
    expect(tokens.read(token, 'inventory')).toBeUndefined()
  })

  const [claims = '', mac = ''] = token.split('.')
  const none = Buffer.from('{"alg":"none"}').toString('base64url')
  it.each([
    '',
    '.',
    claims,
    `${claims}.`,
    `.${mac}`,
    `${none}.${claims}.`,
    `${none}.${claims}.${mac}`,
    `${token}=`,
    `${token}.${mac}`,
    `${claims}.${Buffer.from(mac, 'base64url').toString('hex')}`,
    `${claims}.${'ä'.repeat(mac.length)}`,
  ])('is not %j', (nonsense) => {
    expect(at(0).read(nonsense, 'inventory')).toBeUndefined()
  })

  it('says nothing where it is signed and of another shape', () => {
    const odd = Buffer.from('{"audience":"inventory","expires":"never"}').toString('base64url')
    const signed = `${odd}.${createHmac('sha256', secret).update(odd).digest('base64url')}`
    expect(at(0).read(signed, 'inventory')).toBeUndefined()
  })

  it('is not made with a short secret', () => {
    expect(() => createTokens('short')).toThrow('less than 32 characters')
  })
})
