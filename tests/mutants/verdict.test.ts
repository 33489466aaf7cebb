import { expect, test } from 'vitest'
import { objectionTo, verdictOn } from './verdict.ts'

const green = { name: 'holds', passed: true, said: undefined }
const red = { name: 'holds', passed: false, said: 'expected 1 to be 2' }
const ran = (...tests: readonly (typeof green | typeof red)[]) => ({ tests, fault: undefined })
const unloaded = { tests: [], fault: 'no such module' }

test('a test that is missing or red on the code as it is judges nothing', () => {
  expect(objectionTo(ran(green))).toBeUndefined()
  expect(objectionTo(ran())).toEqual({ outcome: 'no such test' })
  expect(objectionTo(unloaded)).toEqual({ outcome: 'did not run', said: 'no such module' })
  expect(objectionTo(ran(green, red))).toEqual({ outcome: 'red without it', said: 'expected 1 to be 2' })
})

test('only a test that ran and failed kills a mutant', () => {
  expect(verdictOn(ran(green, red))).toEqual({ outcome: 'killed', said: 'expected 1 to be 2' })
  expect(verdictOn(ran(green, green))).toEqual({ outcome: 'survived' })
  expect(verdictOn(unloaded)).toEqual({ outcome: 'did not run', said: 'no such module' })
})
