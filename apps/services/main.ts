import { ConfigurationError, filledSeams, readSettings } from '@merx/kernel/server'
import { DataFolderInUse } from '@merx/server/postgres'
import { modules } from '../../merx.config.ts'
import { openSplit } from './open-split.ts'
import { splitSettings } from './settings.ts'

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
  const settings = filledSeams(readSettings([splitSettings], process.env))(splitSettings)
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  const split = await openSplit({ settings, modules: modules.map(({ name }) => name), say })
  say(
    `\n  Merx is open at ${split.publicUrl}, in ${split.programs.size} programs\n  (their logs: ${split.data}/logs)\n`,
  )
  await interrupted.promise
  await split.stop()
  process.exit(0)
}

main().catch((error: unknown) => {
  const plain = error instanceof ConfigurationError || error instanceof DataFolderInUse
  process.stderr.write(`${plain ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
