import { expect, it } from 'vitest'
import { orderCookie, orderToken } from './order-cookie.ts'

const opened = { number: 'M-100042', token: 'aB_9-x' }

it('keeps the token for the pages of its order alone, out of reach for scripts', () => {
  expect(orderCookie(opened, 'https://shop.test/checkout')).toBe(
    'merx_order_link=aB_9-x; Path=/orders/M-100042; Max-Age=86400; HttpOnly; SameSite=Lax; Secure',
  )
  expect(orderCookie(opened, 'http://localhost:3000/checkout')).not.toContain('Secure')
})

it('finds the token among other cookies, and none in what was made up', () => {
  expect(orderToken('merx_cart=c; merx_order_link=aB_9-x; a=b')).toBe('aB_9-x')
  expect(orderToken('not_merx_order_link=x')).toBeUndefined()
  expect(orderToken('merx_order_link=%E0%A4%A')).toBeUndefined()
  expect(orderToken(null)).toBeUndefined()
})
