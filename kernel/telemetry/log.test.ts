import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function logged(fields: object): Readonly<Record<string, unknown>> {
  const lines: string[] = []
  createLog('info', { write: (line) => void lines.push(line) }).error(fields, 'it failed')
  return JSON.parse(lines.join(''))
}

const row = {
  code: '23505',
  constraint_name: 'customer_email_key',
  table_name: 'customer',
  detail: 'Key (email)=(ada@example.com) already exists.',
  where: 'COPY customer, line 1: "ada@example.com"',
  query: "insert into customer values ('ada@example.com')",
  parameters: ['ada@example.com'],
  address: { line1: 'ada@example.com' },
}

test('given an error of the database, the line names the rule that broke and nothing of the row', () => {
  const failure = Object.assign(new TypeError('duplicate key'), row)
  const line = logged({ err: failure, orderId: 7 })
  expect(line).toMatchObject({ msg: 'it failed', orderId: 7 })
  expect(line.err).toEqual({
    type: 'TypeError',
    message: 'duplicate key',
    code: '23505',
    constraint: 'customer_email_key',
    table: 'customer',
    stack: failure.stack,
  })
})

test('given a cause, it is held to the same, however deep', () => {
  const circle = new Error('outer', { cause: Object.assign(new Error('inner'), row) })
  expect(JSON.stringify(logged({ err: circle }))).not.toContain('ada@')
  expect(logged({ err: circle }).err).toMatchObject({ message: 'outer', cause: { message: 'inner', code: '23505' } })
  circle.cause = circle
  expect(logged({ err: circle }).err).toMatchObject({ message: 'outer' })
})

test('given something thrown that is no error, it is told as text', () => {
  expect(logged({ err: 'no' }).err).toEqual({ type: 'string', message: 'no' })
  expect(logged({ err: row }).err).toEqual({ type: 'object', message: '[object Object]' })
})
