import { createLog } from '@merx/kernel/server'
import { expect, test } from 'vitest'
import { nats } from './nats.ts'
import { startNats } from './testing/nats-server.ts'

test.each([
  ['a name and a password', ['--user', 'merx', '--pass', 'p@ss/word'], 'merx:p%40ss%2Fword'],
  ['a token', ['--auth', 'a token'], 'a%20token'],
])('a broker that asks for %s is reached with those in its address', async (_, args, credentials) => {
  const server = await startNats(args)
  const bus = nats({ url: server.url.replace('//', `//${credentials}@`), log: createLog('silent') })
  await expect(bus.listen({ modules: ['library'], hear: () => {}, lost: () => {} })).resolves.toBeDefined()
  await bus.close()
  await server.close()
})
