import { growDemoShop } from './cli/grow-demo-shop.ts'
import { importFile } from './cli/import-file.ts'
import { reindex } from './cli/reindex.ts'
import { UsageError } from './cli/usage.ts'
import { plainWords } from './plain-words.ts'

const commands = {
  import: importFile,
  demo: growDemoShop,
  reindex,
} as const

async function main([name = '', ...rest]: readonly string[]): Promise<void> {
  const command = Object.entries(commands).find(([known]) => known === name)?.[1]
  if (!command) throw new UsageError(`There is no command '${name}'. Known: ${Object.keys(commands).join(', ')}.`)
  await command(rest)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${plainWords(error)}\n`)
  process.exitCode = 1
})
