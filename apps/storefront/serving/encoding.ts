import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export const encodings = ['br', 'gzip', 'identity'] as const

export type Encoding = (typeof encodings)[number]

/** The smallest of what the client takes. A weight of zero refuses; other weights do not matter, as all browsers take all. */
export function encodingFor(acceptEncoding: string | undefined): Encoding {
  const taken = (acceptEncoding ?? '')
    .split(',')
    .filter((one) => !/;\s*q=0(\.0*)?\s*$/.test(one))
    .map((one) => one.split(';')[0]?.trim())
  return encodings.find((encoding) => taken.includes(encoding)) ?? 'identity'
}

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

/** For pages, which are compressed once a minute at most: half the size for a few milliseconds of another thread. */
export function encode(body: Buffer, encoding: Encoding): Promise<Buffer> {
  switch (encoding) {
    case 'br':
      return compressBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
    case 'gzip':
      return compressGzip(body)
    case 'identity':
      return Promise.resolve(body)
  }
}
