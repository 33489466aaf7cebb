import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { encode, encodingFor } from './encoding.ts'

it.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip;q=0.8', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['br; q=0.0', 'identity'],
  ['', 'identity'],
  [undefined, 'identity'],
] as const)('who takes %j gets %s', (header, encoding) => {
  expect(encodingFor(header)).toBe(encoding)
})

it('gives back what went in', async () => {
  const body = Buffer.from('vase '.repeat(200))
  expect(brotliDecompressSync(await encode(body, 'br'))).toEqual(body)
  expect(gunzipSync(await encode(body, 'gzip'))).toEqual(body)
  expect(await encode(body, 'identity')).toBe(body)
})
