import { performance } from 'node:perf_hooks'
import { isLostConnection } from '@merx/kernel/server'
import { plainWords } from './plain-words.ts'
import { startShop } from './start.ts'

// the driver asks each new connection for its types and does not look after that question: where the database dies meanwhile nobody else
// can catch it, and the next statement connects anew
process.on('unhandledRejection', (reason) => {
  if (!isLostConnection(reason)) fail(reason)
})

async function main(): Promise<void> {
  const interrupted = Promise.withResolvers<void>()
  // before anything is started: a database must not be left behind by an early Ctrl-C
  let isClosing = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isClosing) process.exit(130)
      isClosing = true
      interrupted.resolve()
    })
  }
  // one that a launcher started has a channel to it, and ends with it
  process.once('disconnect', () => interrupted.resolve())
  const shop = await startShop(process.env)
  process.stdout.write(`\n  Merx is open at ${shop.publicUrl}  (${Math.round(performance.now())} ms)\n\n`)
  // to whoever sits at the machine, and not to the log
  if (shop.setUpLink)
    process.stdout.write(`  The first administrator is made here, within 48 hours: ${shop.setUpLink}\n\n`)
  await interrupted.promise
  await shop.stop()
  process.exit(0)
}

function fail(error: unknown): never {
  process.stderr.write(`${plainWords(error)}\n`)
  process.exit(1)
}

main().catch(fail)
