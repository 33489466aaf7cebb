import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'

/** The lines of a text file, unpacked where it ends in `.gz`, one at a time: memory does not grow with the file. */
export async function* readLines(file: string): AsyncGenerator<{ readonly number: number; readonly text: string }> {
  const bytes = createReadStream(file)
  const text = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes
  // an error of the file must reach the reader, which only sees the last stream
  bytes.on('error', (error) => text.destroy(error))
  let number = 0
  for await (const line of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    if (line.trim() !== '') yield { number, text: line }
  }
}
