import { expect, it } from 'vitest'
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-codes.ts'

it('ten codes, all different', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^([0-9abcdefghjkmnpqrstvwxyz]{4}-){3}[0-9abcdefghjkmnpqrstvwxyz]{4}$/)
})

it('a code is known however it is typed', () => {
  const hash = hashOfRecoveryCode('01ab-cdef-ghjk-mnpq')
  for (const typed of ['01AB-CDEF-GHJK-MNPQ', ' 01abcdefghjkmnpq ', 'O1ab cdef ghjk mnpq', 'oLab–cdef–ghjk–mnpq'])
    expect(hashOfRecoveryCode(typed), typed).toEqual(hash)
  expect(hashOfRecoveryCode('01ab-cdef-ghjk-mnpr')).not.toEqual(hash)
})
