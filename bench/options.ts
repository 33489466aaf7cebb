import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** The benches by name, in the order in which they run. */
export const benches = ['start', 'list', 'product', 'cart', 'order-cash', 'order-card', 'purchase', 'events'] as const
export type Bench = (typeof benches)[number]

export type Options = {
  readonly products: number
  /** Of load on each side of each bench, cut into rounds. */
  readonly seconds: number
  readonly rounds: number
  readonly connections: number
  readonly only: readonly Bench[]
  /** The data folder with the shop of `products`; made where it is missing, kept for the next run. */
  readonly data: string
  /** Where the JSON goes; the table goes to stdout either way. */
  readonly out: string | undefined
  /** A folder for CPU profiles of the shop's process. */
  readonly profile: string | undefined
}

export const usage = `Usage: npm run bench -- [--products 1000] [--seconds 10] [--rounds 5] [--connections 32] [--only ${benches.join(',')}]
                       [--data FOLDER] [--out FILE] [--profile FOLDER]`

export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      products: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '10' },
      rounds: { type: 'string', default: '5' },
      connections: { type: 'string', default: '32' },
      only: { type: 'string', default: benches.join(',') },
      data: { type: 'string' },
      out: { type: 'string' },
      profile: { type: 'string' },
    },
  })
  const products = count(values.products)
  const asked = values.only.split(',')
  const unknown = asked.find((name) => !benches.some((bench) => bench === name))
  if (unknown !== undefined) throw new UsageError(`There is no bench '${unknown}'.\n\n${usage}`)
  return {
    products,
    seconds: count(values.seconds),
    rounds: count(values.rounds),
    connections: count(values.connections),
    only: benches.filter((bench) => asked.includes(bench)),
    data: resolve(values.data ?? join(tmpdir(), `merx-bench-${products}`)),
    out: values.out,
    profile: values.profile === undefined ? undefined : resolve(values.profile),
  }
}

function count(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 1) throw new UsageError(usage)
  return value
}
