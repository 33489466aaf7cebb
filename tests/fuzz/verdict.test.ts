import { expect, test } from 'vitest'
import type { DescribedOperation } from './description.ts'
import { faultOf } from './verdict.ts'

const operation: DescribedOperation = {
  id: 'cart.add-item',
  method: 'POST',
  path: '/cart/items',
  forStaff: false,
  parameters: [],
  body: undefined,
  answers: new Map([
    [201, undefined],
    [409, ['out_of_stock']],
    [503, ['overloaded']],
  ]),
}

const problem = (status: number, code: string, more: object = {}) => ({
  status,
  contentType: 'application/problem+json',
  retryAfter: status === 503 ? '1' : undefined,
  body: JSON.stringify({ type: '/x', title: 'X', status, code, detail: 'It is so.' }),
  ...more,
})

const json = { status: 201, contentType: 'application/json; charset=utf-8', retryAfter: undefined, body: '{}' }

test.each([
  ['what is announced', json],
  ['an announced refusal', problem(409, 'out_of_stock')],
  ['a fault of the door', problem(404, 'not_found')],
  ['an announced overload', problem(503, 'overloaded')],
])('nothing is wrong with %s', (_, answer) => {
  expect(faultOf(operation, answer)).toBeUndefined()
})

test.each([
  ['no answer', { reason: 'timed out' as const }, /timed out/],
  ['a status that nobody announced', { ...json, status: 200 }, /200 is not announced/],
  ['a page', { ...json, contentType: 'text/html' }, /text\/html/],
  ['half a body', { ...json, body: '{"a":' }, /no JSON/],
  ['a broken server', problem(500, 'internal'), /500 internal/],
  ['a database that is gone', problem(503, 'database_unavailable'), /database_unavailable/],
  ['an overload that does not say when to come back', problem(503, 'overloaded', { retryAfter: undefined }), /Retry/],
  ['a code that nobody announced', problem(409, 'sold_out'), /sold_out is not announced/],
  ['a code of the door with another status', problem(409, 'not_found'), /not announced/],
  ['a problem without a code', problem(409, ''), /no problem/],
  ['a problem of another status', { ...problem(409, 'out_of_stock'), status: 422 }, /says 409/],
  ['plain text', problem(409, 'out_of_stock', { contentType: 'text/plain' }), /no problem\+json/],
  [
    'a stack',
    problem(404, 'not_found', { body: problem(404, 'not_found').body.replace('so.', 'at run.ts:12') }),
    /inside/,
  ],
])('%s is a fault', (_, answer, fault) => {
  expect(faultOf(operation, answer)).toMatch(fault)
})
