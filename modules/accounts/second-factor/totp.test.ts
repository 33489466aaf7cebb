import { expect, it } from 'vitest'
import { codeAt, newTotpSecret, stepOfCode, totpAddress } from './totp.ts'

// RFC 6238, appendix B, for SHA-1; its codes have eight digits, and six are the last six of them
const rfcSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const rfcCodes = [
  { seconds: 59, code: '287082' },
  { seconds: 1_111_111_109, code: '081804' },
  { seconds: 1_111_111_111, code: '050471' },
  { seconds: 1_234_567_890, code: '005924' },
  { seconds: 2_000_000_000, code: '279037' },
  { seconds: 20_000_000_000, code: '353130' },
]

it.each(rfcCodes)('the code at $seconds s is that of the RFC', ({ seconds, code }) => {
  const at = new Date(seconds * 1_000)
  expect(codeAt(rfcSecret, at)).toBe(code)
  expect(stepOfCode(rfcSecret, code, at)).toBe(Math.floor(seconds / 30))
})

it('a code counts one step early and one late, under its own step, and no further', () => {
  const at = (seconds: number) => new Date(seconds * 1_000)
  const code = codeAt(rfcSecret, at(3_000))
  expect([2_939, 2_970, 3_000, 3_029, 3_059, 3_060].map((seconds) => stepOfCode(rfcSecret, code, at(seconds)))).toEqual(
    [undefined, 100, 100, 100, 100, undefined],
  )
})

it('what is no code is none', () => {
  for (const code of ['', '12345', '1234567', 'abcdef', '１２３４５６', '-12345', ' 87082'])
    expect(stepOfCode(rfcSecret, code, new Date(59_000)), code).toBeUndefined()
})

it('secrets have 160 bits and differ, and apps read their address', () => {
  const secret = newTotpSecret()
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(newTotpSecret()).not.toBe(secret)
  const address = new URL(totpAddress(secret, { shop: 'Noirel & Co', account: 'ada@people.example' }))
  expect(address.href).toContain('otpauth://totp/Noirel%20%26%20Co:ada%40people.example?')
  expect(Object.fromEntries(address.searchParams)).toEqual({
    issuer: 'Noirel & Co',
    secret,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})
