import { expect, it } from 'vitest'
import { countedWords } from './counted-words.ts'
import { queryText } from './query-text.ts'
import { wordsKey } from './words-key.ts'

it('takes of what is pasted no more than anybody means', () => {
  expect(queryText(' moon\u0000\n\tvase\u200b ')).toBe('moon vase')
  expect(queryText('a '.repeat(5_000)).split(' ')).toHaveLength(32)
  expect(queryText('x'.repeat(10_000))).toHaveLength(400)
})

it('knows words again in any case, with and without accents', () => {
  expect(wordsKey('  CAFÉ-crème!')).toBe('cafe creme')
  expect(wordsKey('!?')).toBe('')
})

it.each(['ada@example.com', 'call 0664 1234567', '4242 4242 4242 4242', 'x'.repeat(101), '?!'])(
  'does not count %j',
  (typed) => {
    expect(countedWords(typed)).toBeUndefined()
  },
)

it('counts what is searched', () => {
  expect(countedWords('Moon Vase 27"')).toBe('moon vase 27')
})
