import postgres from 'postgres'
import { describe, expect, test } from 'vitest'
import { isDatabaseBusy, isDatabaseFault, isLostConnection } from './faults.ts'

const coded = (code: string, more: object = {}): Error => Object.assign(new Error(code), { code, ...more })

describe('what an error says of the database', () => {
  test.each([
    ['CONNECTION_CLOSED', { lost: true, fault: true, busy: false }],
    ['ECONNRESET', { lost: true, fault: true, busy: false }],
    ['ECONNREFUSED', { lost: false, fault: true, busy: false }],
    ['ENOTFOUND', { lost: false, fault: true, busy: false }],
    ['57P03', { lost: false, fault: true, busy: false }],
    ['53100', { lost: false, fault: true, busy: false }],
    ['53300', { lost: false, fault: true, busy: true }],
    ['40P01', { lost: false, fault: false, busy: true }],
    ['57014', { lost: false, fault: false, busy: true }],
    ['23505', { lost: false, fault: false, busy: false }],
    ['ENOENT', { lost: false, fault: false, busy: false }],
  ])('%s', (code, said) => {
    const error = coded(code)
    expect({ lost: isLostConnection(error), fault: isDatabaseFault(error), busy: isDatabaseBusy(error) }).toEqual(said)
  })

  test('an error that ends the session has lost the connection, whatever its code', () => {
    const error = Object.assign(new postgres.PostgresError('terminating connection'), {
      severity: 'FATAL',
      code: '25P03',
    })
    expect(isLostConnection(error)).toBe(true)
    expect(isDatabaseFault(error)).toBe(true)
  })

  test('a unix socket that is gone is a fault, a file that is missing is none', () => {
    expect(isDatabaseFault(coded('ENOENT', { syscall: 'connect' }))).toBe(true)
    expect(isDatabaseFault(coded('ENOENT', { syscall: 'open' }))).toBe(false)
  })

  test('what caused an error counts, also in a circle of causes', () => {
    const error = new Error('the order could not be placed', { cause: coded('CONNECTION_CLOSED') })
    expect(isLostConnection(error)).toBe(true)
    const circle = new Error('round and round')
    circle.cause = circle
    expect(isDatabaseFault(circle)).toBe(false)
    expect(isDatabaseFault('ECONNREFUSED')).toBe(false)
  })
})
