import { expect, test } from 'vitest'
import { handedBack, handedOn } from './headers.ts'

test('two cookies of one answer stay two', () => {
  const answer = new Headers([
    ['set-cookie', 'merx_access=a; Path=/'],
    ['set-cookie', 'merx_refresh=b; Path=/'],
    ['merx-cart', 'c'],
    ['server', 'd'],
  ])
  expect(handedBack(answer)).toEqual({
    'set-cookie': ['merx_access=a; Path=/', 'merx_refresh=b; Path=/'],
    'merx-cart': 'c',
  })
})

test('of a request goes on what says who asks, and nothing else', () => {
  const request = new Headers({ 'merx-cart': 'a', cookie: 'merx_cart=b', 'x-internal': 'c' })
  expect(handedOn(request)).toEqual({ 'merx-cart': 'a', cookie: 'merx_cart=b' })
})
