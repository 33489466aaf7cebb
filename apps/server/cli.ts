import { ConfigurationError, MigrationError } from '@merx/kernel/server'
import { growDemoShop } from './cli/grow-demo-shop.ts'
import { importFile } from './cli/import-file.ts'
import { UsageError } from './cli/usage.ts'
import { DataFolderInUse } from './postgres/owner.ts'

const commands = {
  import: importFile,
  demo: growDemoShop,
} as const

const forPeople = [ConfigurationError, MigrationError, DataFolderInUse, UsageError]

async function main([name = '', ...rest]: readonly string[]): Promise<void> {
  const command = Object.entries(commands).find(([known]) => known === name)?.[1]
  if (!command) throw new UsageError(`There is no command '${name}'. Known: ${Object.keys(commands).join(', ')}.`)
  await command(rest)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const plain = error instanceof Error && forPeople.some((kind) => error instanceof kind)
  process.stderr.write(`${plain ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 1
})
