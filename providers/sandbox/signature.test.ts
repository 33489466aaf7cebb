import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSigned } from './signature.ts'

const secret = 'secret-for-tests'
const body = '{"id":"evt_1"}'
const now = new Date('2026-11-21T12:00:00Z')

function headerFor(at: Date, { signs = body, by = secret } = {}): string {
  const seconds = at.getTime() / 1000
  return `t=${seconds},v1=${createHmac('sha256', by).update(`${seconds}.${signs}`).digest('hex')}`
}

const secondsBefore = (seconds: number) => new Date(now.getTime() - seconds * 1000)

describe("the bank's signature", () => {
  it('holds for five minutes', () => {
    expect(isSigned({ body, header: headerFor(secondsBefore(300)), now }, secret)).toBe(true)
    expect(isSigned({ body, header: headerFor(secondsBefore(301)), now }, secret)).toBe(false)
    expect(isSigned({ body, header: headerFor(secondsBefore(-301)), now }, secret)).toBe(false)
  })

  it('holds for this body, this time and this secret alone', () => {
    const genuine = headerFor(now)
    expect(isSigned({ body: `${body} `, header: genuine, now }, secret)).toBe(false)
    expect(isSigned({ body, header: headerFor(now, { by: 'another' }), now }, secret)).toBe(false)
    expect(isSigned({ body, header: genuine.replace(/^t=\d+/, `t=${now.getTime() / 1000 - 1}`), now }, secret)).toBe(
      false,
    )
  })

  it.each(['', 't=1,v1=', 'v1=abc', 't=1,v1=zz', `t=x,v1=${'0'.repeat(64)}`, `t=1,v1=${'0'.repeat(64)},v1=x`])(
    'is not %j',
    (header) => {
      expect(isSigned({ body, header, now }, secret)).toBe(false)
    },
  )
})
