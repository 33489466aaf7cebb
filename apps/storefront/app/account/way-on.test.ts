import { expect, it } from 'vitest'
import { logInPath, wayOn } from './way-on.ts'

it('leads on to a page of the shop, with what it asks for', () => {
  expect(wayOn('/checkout')).toBe('/checkout')
  expect(wayOn('/account/orders?after=M-100042')).toBe('/account/orders?after=M-100042')
})

it.each([
  ['another host', 'https://evil.example'],
  ['another host by two slashes', '//evil.example'],
  ['a backslash that browsers read as a slash', '/\\evil.example'],
  ['two slashes behind a step up', '/..//evil.example'],
  ['a line break', '/cart\n//evil.example'],
  ['a script', 'javascript:alert(1)'],
  ['nothing', null],
  ['where one logs in, which would lead round in circles', '/account/log-in?to=/cart'],
])('leads to the account and not to %s', (_what, given) => {
  expect(wayOn(given)).toBe('/account')
})

it('is asked for by the address of the page that one came to', () => {
  expect(logInPath(new URL('https://shop.example/account/orders?after=M-1'))).toBe(
    '/account/log-in?to=%2Faccount%2Forders%3Fafter%3DM-1',
  )
  expect(logInPath(new URL('https://shop.example/account'))).toBe('/account/log-in')
})
