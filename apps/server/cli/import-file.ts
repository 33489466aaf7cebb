import { parseArgs } from 'node:util'
import type { Runtime } from '@merx/kernel/server'
import { batchesAtOnce, batchSize, createAssortmentLoader, createGoodsLoader, inFlight } from '@merx/loader'
import { openBackroom } from '../backroom.ts'
import { defaultLocation, ensureDefaultMarket } from './first-things.ts'
import { type Format, type Read, RowFault } from './formats/format.ts'
import { icecat } from './formats/icecat.ts'
import { readLines } from './read-lines.ts'
import { UsageError } from './usage.ts'

const usage = `Usage: npm run import -- FILE [--format icecat] [--market us] [--stock 100]

FILE is JSON lines, packed by gzip or not. --market names the market of its prices, --stock how many of each new product there are.`

type Row = Read & { readonly line: number }

export type ImportReport = {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly faults: number
  readonly seconds: number
}

/** `npm run import -- FILE`: a catalogue from a file, as often as one likes. */
export async function importFile(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { format: { type: 'string' }, market: { type: 'string' }, stock: { type: 'string', default: '100' } },
  })
  const [file] = positionals
  const openingStock = Number(values.stock)
  if (!file || positionals.length > 1 || !Number.isSafeInteger(openingStock) || openingStock < 0)
    throw new UsageError(usage)
  const backroom = await openBackroom(process.env)
  try {
    const market = await ensureDefaultMarket(backroom.runtime, values.market)
    const formats = [icecat({ market, openingStock })]
    const named = formats.filter(({ name }) => values.format === undefined || name === values.format)
    if (named.length === 0) throw new UsageError(`There is no format '${values.format}'.\n\n${usage}`)
    await backroom.runtime.start()
    const report = await importLines({ runtime: backroom.runtime, file, formats: named, say: backroom.say })
    backroom.say('Waiting until lists and pages show it ...')
    await backroom.runtime.events.settled()
    backroom.say(JSON.stringify(report))
  } finally {
    await backroom.stop()
  }
}

type Importing = {
  readonly runtime: Pick<Runtime, 'call'>
  readonly file: string
  readonly formats: readonly Format[]
  say(message: string): void
}

/** Reads, understands and loads in batches; while some are loaded the next one is read. */
export async function importLines({ runtime, file, formats, say }: Importing): Promise<ImportReport> {
  const started = performance.now()
  const seconds = (): number => Math.round(performance.now() - started) / 1_000
  const totals = { created: 0, updated: 0, unchanged: 0, faults: 0 }
  const fault = (line: number, field: string, detail: string): void => {
    totals.faults += 1
    say(`line ${line}: ${field ? `${field}: ` : ''}${detail}`)
  }
  const saveAssortment = createAssortmentLoader(runtime)
  const load = createGoodsLoader(runtime, await defaultLocation(runtime))

  const batches = async function* () {
    for await (const rows of inBatches(readRows({ file, formats, fault }))) {
      await saveAssortment(rows.map(({ refersTo }) => refersTo))
      yield rows
    }
  }
  const loadRows = async (rows: readonly Row[]) => ({ rows, report: await load(rows.map(({ goods }) => goods)) })
  for await (const { rows, report } of inFlight(batches(), batchesAtOnce, loadRows)) {
    totals.created += report.created
    totals.updated += report.updated
    totals.unchanged += report.unchanged
    for (const { index, field, detail } of report.rejected) fault(rows[index]?.line ?? 0, field, detail)
    const done = totals.created + totals.updated + totals.unchanged
    say(`${done} products in ${seconds()} s (${Math.round(done / seconds())} a second)`)
  }
  return { ...totals, seconds: seconds() }
}

type Reading = Pick<Importing, 'file' | 'formats'> & {
  fault(line: number, field: string, detail: string): void
}

/** The lines of the file that can be understood; the first that says what it is decides on the format where several are possible. */
async function* readRows({ file, formats, fault }: Reading): AsyncGenerator<Row> {
  let format = formats.length === 1 ? formats[0] : undefined
  for await (const { number, text } of readLines(file)) {
    const line = parseJson(text)
    format ??= formats.find((each) => each.recognises(line))
    try {
      if (line === undefined) throw new RowFault('', 'is no JSON')
      if (!format) throw new RowFault('', 'is of no format that is known; name one by --format')
      yield { ...format.read(line), line: number }
    } catch (error) {
      if (!(error instanceof RowFault)) throw error
      fault(number, error.field, error.message)
    }
  }
}

async function* inBatches(rows: AsyncIterable<Row>): AsyncGenerator<readonly Row[]> {
  let batch: Row[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
