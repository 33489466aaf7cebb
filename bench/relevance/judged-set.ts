import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

export type JudgedQuery = {
  readonly query: string
  /** Gain by id, 0 to whatever the set calls best. */
  readonly gains: ReadonlyMap<string, number>
}

export type SetName = 'esci' | 'icecat'

export type JudgedSet = {
  readonly name: SetName
  readonly lines: readonly unknown[]
  readonly queries: readonly JudgedQuery[]
}

const Judgements = z.array(z.object({ query: z.string(), ratings: z.record(z.string(), z.number()) }))

/** How much a grade is worth, by set. */
const gainOf: Readonly<Record<SetName, (grade: number) => number>> = {
  esci: (grade) => grade / 100,
  icecat: (grade) => 2 ** grade - 1,
}

/** Where the public sets lie, unless `MERX_JUDGED_SETS` says otherwise. */
const folder = process.env.MERX_JUDGED_SETS ?? fileURLToPath(new URL('../../../shared/data', import.meta.url))

/** `undefined` where the set is not on this machine. */
export function readJudgedSet(name: SetName): JudgedSet | undefined {
  const path = (file: string) => `${folder}/${name}/${file}`
  if (!existsSync(path('products.jsonl.gz'))) return undefined
  const text = (file: string) => gunzipSync(readFileSync(path(file))).toString()
  const lines = text('products.jsonl.gz')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
  const queries = Judgements.parse(JSON.parse(text('judgements.json.gz'))).map(({ query, ratings }) => ({
    query,
    gains: new Map(Object.entries(ratings).map(([id, grade]) => [id, gainOf[name](grade)] as const)),
  }))
  return { name, lines, queries }
}
