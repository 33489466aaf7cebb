import { createReadStream } from 'node:fs'
import { createServer, connect as dial, type Socket } from 'node:net'
import { gunzipSync, gzipSync } from 'node:zlib'
import { ConfigurationError } from '@merx/kernel/server'
import { expect, it } from 'vitest'
import { plainWords } from './plain-words.ts'

it('a fault of the surroundings is said in a sentence', async () => {
  expect(plainWords(new ConfigurationError('PORT: must be a number'))).toBe('PORT: must be a number')

  const missing = await faultOf(() => createReadStream('/no/such/catalogue.jsonl'))
  expect(plainWords(missing)).toBe('There is no file /no/such/catalogue.jsonl.')

  const port = await freePort()
  const refused = await faultOf(() => dial(port, '127.0.0.1'))
  expect(plainWords(refused)).toBe(
    `Nothing answers at 127.0.0.1:${port}. Is the database up, and is DATABASE_URL right?`,
  )

  const torn = thrownBy(() => gunzipSync(gzipSync('a catalogue').subarray(0, -9)))
  expect(plainWords(torn)).toBe('The file is no whole gzip file. Fetch it again.')
})

it('a defect keeps its stack', () => {
  expect(plainWords(new TypeError('x is not a function'))).toContain('plain-words.test.ts')
})

function faultOf(open: () => Socket | ReturnType<typeof createReadStream>): Promise<unknown> {
  return new Promise((resolve) => open().on('error', resolve))
}

function thrownBy(body: () => unknown): unknown {
  try {
    body()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
