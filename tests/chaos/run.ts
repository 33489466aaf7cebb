import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Blow } from './kill.ts'
import { runSplit } from './split/run-split.ts'
import { type StormReport, storm } from './storm.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const { seconds, kills, seed } = z
  .object({
    seconds: z.coerce.number().int().min(1).max(3_600),
    kills: z.coerce.number().int().min(1).max(1_000),
    seed: z.coerce.number().int().min(0),
  })
  .parse(values)

// who breaks it off leaves no programs behind
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130))

if (positionals.includes('split')) {
  const reports = await runSplit({ seed, only: positionals.slice(1) })
  process.stdout.write(`${JSON.stringify(reports, undefined, 2)}\n`)
  process.exit(reports.every(({ keptIn }) => keptIn === undefined) ? 0 : 1)
}

const servers = Array.from({ length: kills }, (): Blow => 'server')
const databases: readonly Blow[] = ['postmaster', 'backend', 'postmaster', 'server', 'postmaster']

process.stderr.write(`The seed is ${seed}; killing the server ${kills} times\n`)
const ofServer = await storm({ seed, seconds, blows: servers, customers: 8 })
process.stderr.write(`${outcome(ofServer)}\nKilling PostgreSQL\n`)
const ofDatabase = await storm({ seed, seconds: Math.ceil(seconds / 3), blows: databases, customers: 8 })

process.stderr.write(`${outcome(ofDatabase)}\n`)
process.stdout.write(`${JSON.stringify({ ofServer, ofDatabase }, undefined, 2)}\n`)
process.exit(ofServer.keptIn === undefined && ofDatabase.keptIn === undefined ? 0 : 1)

function outcome({ acknowledged, surprises, unsettled, violations, keptIn }: StormReport): string {
  const found = surprises.length + unsettled.length + violations.length
  return `${acknowledged} orders, ${found} findings${keptIn === undefined ? '' : `; see ${keptIn}`}`
}
