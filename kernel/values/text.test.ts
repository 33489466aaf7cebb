import { expect, test } from 'vitest'
import { prose, text } from './text.ts'

test('trims, and measures what is left', () => {
  expect(text(5).parse('  abc  ')).toBe('abc')
  expect(text(5).safeParse('   ').success).toBe(false)
  expect(text(5).safeParse('abcdef').success).toBe(false)
})

test.each(['a\u0000b', '\ud800', 'x\udc00y'])('refuses what PostgreSQL cannot store: %j', (value) => {
  expect(text(10).safeParse(value).success).toBe(false)
})

test('takes any script and emoji', () => {
  for (const value of ['日本語', 'مرحبا', '👩‍👩‍👧', 'Ça va']) expect(text(20).parse(value)).toBe(value)
})

test.each(['a\nb', 'a\rb', 'a\tb', '\u001b[31m', 'a\u202eb', 'a\u2066b'])(
  'a line holds no control character: %j',
  (value) => {
    expect(text(20).safeParse(value).success).toBe(false)
  },
)

test('prose has lines', () => {
  expect(prose(20).parse('one\n\ttwo')).toBe('one\n\ttwo')
  expect(prose(20).safeParse('a\u0000b').success).toBe(false)
})
