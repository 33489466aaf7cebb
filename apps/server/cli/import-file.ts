import { parseArgs } from 'node:util'
import { type FormatName, formatNames, importGoods } from '@merx/imports'
import type { Runtime } from '@merx/kernel/server'
import { openBackroom } from '../backroom.ts'
import { caughtUp } from '../caught-up.ts'
import { defaultLocation, ensureDefaultMarket } from './first-things.ts'
import { openProgress } from './import-progress.ts'
import { formatOfFile, readGoodsFile } from './read-goods-file.ts'
import { UsageError } from './usage.ts'

const usage = `Usage: npm run import -- FILE [--format csv|lines|icecat|esci] [--market us] [--stock 100] [--dry-run] [--update-only] [--restart]

FILE is CSV or JSON lines, packed by gzip or not. --market names the market of its prices, --stock how many of each new product there are
where the file does not say; --dry-run tells what would become of it, --update-only makes no products. An import that was stopped goes on
where it was, unless --restart is given.`

export type ImportReport = {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly faults: number
  readonly seconds: number
}

/** `npm run import -- FILE`: a catalogue from a file, as often as one likes. */
export async function importFile(args: readonly string[]): Promise<void> {
  const { file, stock, market: named, format: wanted, restart, ...asked } = readArguments(args)
  const format = await formatOfFile(file, wanted)
  const backroom = await openBackroom(process.env)
  try {
    const { runtime, say } = backroom
    const market = await ensureDefaultMarket(runtime, named)
    const progress = await openProgress(
      backroom.settings.MERX_DATA,
      file,
      JSON.stringify({ format, market, stock, ...asked }),
    )
    if (restart || asked.trial) await progress.forget()
    const after = asked.trial ? 0 : await progress.last()
    if (after > 0) say(`Going on behind line ${after}; --restart begins anew.`)
    await runtime.start()
    const note = asked.trial ? async () => {} : progress.note
    const report = await importLines({ runtime, file, format, market, openingStock: stock, after, note, say, ...asked })
    await progress.forget()
    say('Waiting until lists and pages show it ...')
    await caughtUp(runtime)
    say(JSON.stringify(report))
  } finally {
    await backroom.stop()
  }
}

function readArguments(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      market: { type: 'string' },
      stock: { type: 'string', default: '100' },
      'dry-run': { type: 'boolean', default: false },
      'update-only': { type: 'boolean', default: false },
      restart: { type: 'boolean', default: false },
    },
  })
  const [file] = positionals
  const stock = Number(values.stock)
  if (!file || positionals.length > 1 || !Number.isSafeInteger(stock) || stock < 0) throw new UsageError(usage)
  const format = formatNames.find((name) => name === values.format)
  if (values.format !== undefined && !format) throw new UsageError(`There is no format '${values.format}'.\n\n${usage}`)
  const { market, restart } = values
  return { file, stock, format, market, restart, trial: values['dry-run'], updateOnly: values['update-only'] }
}

type Importing = {
  readonly runtime: Pick<Runtime, 'call'>
  readonly file: string
  readonly format: FormatName
  readonly market: string
  readonly openingStock: number
  readonly trial: boolean
  readonly updateOnly: boolean
  /** The last line that a former run has loaded. */
  readonly after: number
  /** Notes the last line that is loaded. */
  note(line: number): Promise<void>
  say(message: string): void
}

/** Reads, understands and loads in batches; while some are loaded the next one is read. */
export async function importLines({ runtime, file, note, say, ...options }: Importing): Promise<ImportReport> {
  const started = performance.now()
  const seconds = (): number => Math.round(performance.now() - started) / 1_000
  const totals = { created: 0, updated: 0, unchanged: 0, faults: 0 }
  const location = await defaultLocation(runtime)
  for await (const batch of importGoods(runtime, readGoodsFile(file), { ...options, location })) {
    totals.created += batch.created
    totals.updated += batch.updated
    totals.unchanged += batch.unchanged
    totals.faults += batch.faults.length
    for (const { line, column, code, detail } of batch.faults) {
      say(`line ${line}: ${column ? `${column}: ` : ''}${detail} (${code})`)
    }
    await note(batch.line)
    const done = totals.created + totals.updated + totals.unchanged
    say(`${done} products in ${seconds()} s (${Math.round(done / seconds())} a second)`)
  }
  return { ...totals, seconds: seconds() }
}
