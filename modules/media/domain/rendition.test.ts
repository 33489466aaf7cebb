import { expect, test } from 'vitest'
import { parseRendition } from './rendition.ts'

const hash = '0123456789abcdef0123456789abcdef'

test('reads the address of a rendition that is served', () => {
  expect(parseRendition(`${hash}/640.webp`)).toEqual({ hash, width: 640, format: 'webp' })
})

test.each([
  `${hash}/641.webp`,
  `${hash}/640.gif`,
  `${hash}/0640.webp`,
  `${hash.slice(1)}/640.webp`,
  `../${hash}/640.webp`,
  `${hash}/640.webp/..`,
  '',
])('serves nothing at %j', (address) => {
  expect(parseRendition(address)).toBeUndefined()
})
