import { expect, it } from 'vitest'
import { chosenMarket } from './market-cookie.ts'

it('is found among other cookies', () => {
  expect(chosenMarket('merx_cart=x; merx_market=eu; a=b')).toBe('eu')
})

it.each(['merx_market=', 'merx_market=EU', 'merx_market=<script>', 'xmerx_market=eu', undefined])(
  'is not taken from %j',
  (cookies) => {
    expect(chosenMarket(cookies)).toBeUndefined()
  },
)
