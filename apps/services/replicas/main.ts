import { ConfigurationError, filledSeams, readSettings } from '@merx/kernel/server'
import { DataFolderInUse } from '@merx/server/postgres'
import { openReplicas } from './open-replicas.ts'
import { replicasSettings } from './settings.ts'

async function main(): Promise<void> {
  const interrupted = Promise.withResolvers<void>()
  let isClosing = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isClosing) process.exit(130)
      isClosing = true
      interrupted.resolve()
    })
  }
  const settings = filledSeams(readSettings([replicasSettings], process.env))(replicasSettings)
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  const replicas = await openReplicas({ settings, say })
  let restarting: Promise<void> | undefined
  process.on('SIGHUP', () => {
    say('The copies are restarted, one after the other')
    restarting ??= replicas.restart().finally(() => {
      restarting = undefined
      say('All copies were restarted')
    })
  })
  say(`\n  Merx is open at ${replicas.publicUrl}, in ${settings.MERX_COPIES} copies behind nginx`)
  say(`  (logs: ${replicas.data}/logs; kill -HUP ${process.pid} restarts one copy after the other)\n`)
  await interrupted.promise
  await restarting?.catch(() => {})
  await replicas.stop()
  process.exit(0)
}

main().catch((error: unknown) => {
  const plain = error instanceof ConfigurationError || error instanceof DataFolderInUse
  process.stderr.write(`${plain ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
