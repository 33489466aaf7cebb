import { expect, it } from 'vitest'
import type { CartProblem } from '../api/outputs.ts'
import { isInTheWay, problemText } from './problems.ts'

const problem = (code: CartProblem['code']) => ({ code, lineId: '', detail: 'As the API says it.' })

it('names both prices where one changed, and lets the buyer go on', () => {
  const changed = { was: { amount: 34_000, currency: 'USD' }, now: { amount: 35_150, currency: 'USD' } }
  expect(problemText({ ...problem('price_changed'), ...changed })).toBe('The price was $340 and is $351.50 now.')
  expect(problemText(problem('price_changed'))).toBe('As the API says it.')
  expect(isInTheWay(problem('price_changed'))).toBe(false)
})

it.each(['out_of_stock', 'withdrawn', 'quantity_reduced'] as const)('%s has to be dealt with first', (code) => {
  expect(isInTheWay(problem(code))).toBe(true)
})
