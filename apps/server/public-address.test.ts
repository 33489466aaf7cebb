import { describe, expect, test } from 'vitest'
import { checkPublicUrl, publicOriginOf } from './public-address.ts'

const production = { NODE_ENV: 'production', HOST: undefined, MERX_PUBLIC_URL: undefined } as const
const known = { ...production, MERX_PUBLIC_URL: 'https://shop.example/' }

describe('where buyers find the shop', () => {
  test.each([undefined, '0.0.0.0', '::', '10.0.0.7', '127.shop.example'])(
    'must be told in production at %s',
    (HOST) => {
      expect(() => checkPublicUrl({ ...production, HOST })).toThrow('MERX_PUBLIC_URL: must be set')
      expect(() => checkPublicUrl({ ...known, HOST })).not.toThrow()
      expect(() => checkPublicUrl({ ...production, HOST, NODE_ENV: 'development' })).not.toThrow()
    },
  )

  test.each(['127.0.0.1', '127.0.0.2', '::1', 'localhost'])('need not be told at %s', (HOST) => {
    expect(() => checkPublicUrl({ ...production, HOST })).not.toThrow()
  })

  test('stands for the scheme and host of requests in production alone', () => {
    expect(publicOriginOf(known)).toBe('https://shop.example')
    expect(publicOriginOf(production)).toBeUndefined()
    expect(publicOriginOf({ ...known, NODE_ENV: 'development' })).toBeUndefined()
  })
})
