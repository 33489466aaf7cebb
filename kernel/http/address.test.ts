import { expect, it } from 'vitest'
import { callerAt, isOwnNetwork } from './address.ts'

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:0db8:0:0:ffff::', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['unknown', 'unknown'],
  [undefined, ''],
])('%s is the caller %s', (address, caller) => {
  expect(callerAt(address)).toBe(caller)
})

it.each([
  ['127.0.0.1', true],
  ['::1', true],
  ['::ffff:10.1.2.3', true],
  ['172.31.255.255', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['100.64.0.1', true],
  ['100.128.0.1', false],
  ['11.0.0.1', false],
  ['fe80::1%eth0', true],
  ['fec0::1', false],
  ['fd12::1', true],
  ['203.0.113.7', false],
  ['2001:db8::1', false],
  ['unknown', false],
  [undefined, false],
])('%s of its own network: %s', (address, own) => {
  expect(isOwnNetwork(callerAt(address))).toBe(own)
})
