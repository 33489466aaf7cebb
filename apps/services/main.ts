import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigurationError, filledSeams, readSettings } from '@merx/kernel/server'
import { modules } from '../../merx.config.ts'
import { openSplit } from './open-split.ts'
import { splitSettings } from './settings.ts'

async function main(): Promise<void> {
  const interrupted = Promise.withResolvers<void>()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.resolve())
  const settings = filledSeams(readSettings([splitSettings], process.env))(splitSettings)
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  const split = await openSplit({ settings, modules: modules.map(({ name }) => name), say })
  const pids = Object.fromEntries([...split.programs].map(([name, program]) => [name, program.pid()]))
  await writeFile(join(settings.MERX_DATA, 'programs.json'), `${JSON.stringify(pids, undefined, 2)}\n`)
  say(`\n  Merx is open at ${split.publicUrl}, in ${split.programs.size} programs\n`)
  await interrupted.promise
  await split.stop()
  process.exit(0)
}

main().catch((error: unknown) => {
  const plain = error instanceof ConfigurationError
  process.stderr.write(`${plain ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
