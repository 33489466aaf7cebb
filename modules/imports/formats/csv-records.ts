import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { CellFault } from './cells.ts'
import { Unreadable } from './decode.ts'

/** The cells of a record and the line that it ends on, or why it has none. */
type CsvRecord = { readonly line: number; readonly cells: readonly string[]; readonly fault?: CellFault }

/** What is longer is a quote that nobody closed. */
const longest = 1_000_000

/** The records of a CSV file, separated by what its first line has most of. Memory does not grow with the file. */
export async function* recordsIn(source: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  const { head, rest } = await firstLineOf(source)
  const skipped: CsvRecord[] = []
  const parser = parse({
    delimiter: separatorOf(head),
    info: true,
    max_record_size: longest,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      if (!error) return
      if (error.code === 'CSV_MAX_RECORD_SIZE' || error.code === 'CSV_QUOTE_NOT_CLOSED') parser.destroy(error)
      else
        skipped.push({
          line: Number(error.lines ?? 0),
          cells: [],
          fault: { code: 'malformed_row', detail: 'has a quote where none can stand' },
        })
    },
  })
  // an error of the source reaches who reads the parser
  pipeline(Readable.from(rest), parser, () => {})
  try {
    for await (const { record, info } of parser) {
      yield* skipped.splice(0)
      yield { line: info.lines, cells: record }
    }
    yield* skipped
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new Unreadable('unclosed_quote', 'Here a quote is opened that is not closed.', {
      line: Number(error.lines ?? 0),
    })
  }
}

async function firstLineOf(source: AsyncIterable<string>) {
  const chunks = source[Symbol.asyncIterator]()
  let head = ''
  let isDone = false
  while (!head.includes('\n') && head.length < longest && !isDone) {
    const next = await chunks.next()
    isDone = next.done === true
    if (!isDone) head += next.value
  }
  const rest = async function* () {
    if (head !== '') yield head
    while (!isDone) {
      const next = await chunks.next()
      isDone = next.done === true
      if (!isDone) yield next.value
    }
  }
  return { head: head.split('\n', 1)[0] ?? '', rest: rest() }
}

function separatorOf(line: string): string {
  const count = (sign: string) => line.split(sign).length
  return [',', ';', '\t'].reduce((most, sign) => (count(sign) > count(most) ? sign : most))
}
