import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { type FormatName, formatOf } from '@merx/imports'
import { UsageError } from './usage.ts'

/** The bytes of a file, unpacked where it ends in `.gz`: memory does not grow with it. */
export async function* readGoodsFile(file: string): AsyncGenerator<Uint8Array> {
  const bytes = createReadStream(file)
  const unpacked = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes
  // an error of the file must reach the reader, which only sees the last stream
  bytes.on('error', (error) => unpacked.destroy(error))
  yield* unpacked
}

/** The format that is named, or else the one that the file looks like. */
export async function formatOfFile(file: string, named: FormatName | undefined): Promise<FormatName> {
  if (named) return named
  const decoder = new TextDecoder()
  let head = ''
  for await (const bytes of readGoodsFile(file)) {
    head += decoder.decode(bytes, { stream: true })
    if (head.includes('\n') || head.length > 1_000_000) break
  }
  if (head.trim() === '') throw new UsageError(`There is nothing in ${file}.`)
  return formatOf(file, head.split('\n', 1)[0] ?? '')
}
