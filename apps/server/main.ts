import { performance } from 'node:perf_hooks'
import { ConfigurationError, MigrationError } from '@merx/kernel/server'
import { DataFolderInUse } from './postgres/owner.ts'
import { startShop } from './start.ts'

const forPeople = [ConfigurationError, MigrationError, DataFolderInUse]

async function main(): Promise<void> {
  const shop = await startShop(process.env)
  process.stdout.write(`\n  Merx is open at ${shop.publicUrl}  (${Math.round(performance.now())} ms)\n\n`)
  let closing = false
  const close = (): void => {
    if (closing) return
    closing = true
    shop.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    )
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
}

function fail(error: unknown): never {
  const plain = error instanceof Error && forPeople.some((kind) => error instanceof kind)
  process.stderr.write(`${plain ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
}

main().catch(fail)
