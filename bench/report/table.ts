import type { EventsReport } from '../events/events-process.ts'
import type { Comparison, Measured } from '../measure/compare.ts'
import type { StartUp } from '../measure/start-up.ts'
import type { Loading } from '../shop/prepare.ts'

/** What a run found; what was not asked for is absent. */
export type Report = {
  readonly at: string
  readonly machine: {
    readonly cores: number
    readonly memoryGiB: number
    readonly node: string
    readonly postgres: string
  }
  readonly products: number
  readonly connections: number
  readonly loading: Loading
  readonly start?: StartUp
  readonly comparisons: readonly Comparison[]
  readonly events?: EventsReport
  /** Of the shop's node process after all that. */
  readonly loadedBytes: number
}

const titles: Readonly<Record<Comparison['scenario'], string>> = {
  list: '(a) category page',
  product: '(b) product by slug',
  cart: '(c) add to a fresh cart',
  'order-cash': '(d) order, cash on delivery',
  'order-card': '(d) order, card, to the bank’s page',
  purchase: '(e) purchase to confirmed',
}

/** The report as tables in Markdown. */
export function tables(report: Report): string {
  const { products, connections, start, comparisons, events, loading, loadedBytes } = report
  const facts = [
    `${products} products, ${connections} connections. Loading took ${loading.seconds} s (${loading.productsPerSecond} products/s).`,
    ...(start
      ? [
          `Ready ${start.readyMilliseconds} ms after the start (of ${start.all.join(', ')}), idle ${megabytes(start.idleBytes)}.`,
        ]
      : []),
    ...(comparisons.length > 0 ? [`Node process after load: ${megabytes(loadedBytes)}.`] : []),
  ]
  return [
    facts.join('\n'),
    ...(comparisons.length > 0 ? [loadTable(comparisons)] : []),
    ...(events ? [eventsTable(events)] : []),
  ].join('\n\n')
}

function loadTable(comparisons: readonly Comparison[]): string {
  const head = [
    '',
    'keys',
    'side',
    'a second',
    'p50 ms',
    'p95 ms',
    'p99 ms',
    'ratio',
    'CPU ratio',
    'node µs',
    'PostgreSQL µs',
    'client',
    'failed',
  ]
  return markdown(
    head,
    comparisons.flatMap((one) => one.sides.map((side) => loadRow(one, side, one.sides[0] ?? side))),
  )
}

function loadRow(
  { scenario, spread, ratio, ratioToAtOnce }: Comparison,
  measured: Measured,
  shop: Measured,
): readonly string[] {
  const { side, perSecond, latency, nodeMicroseconds, postgresMicroseconds, clientShare, failed } = measured
  const ratios = { shop: '', floor: ratio?.toFixed(2) ?? '', 'at-once': ratioToAtOnce?.toFixed(2) ?? '' }
  return [
    side === 'shop' ? titles[scenario] : '',
    side === 'shop' ? spread : '',
    side === 'at-once' ? 'floor in one statement' : side,
    Math.round(perSecond).toLocaleString('en'),
    ...[latency.p50, latency.p95, latency.p99].map((milliseconds) => milliseconds.toFixed(1)),
    ratios[side],
    side === 'shop' ? '' : (cpuOf(measured) / cpuOf(shop)).toFixed(2),
    Math.round(nodeMicroseconds).toLocaleString('en'),
    Math.round(postgresMicroseconds).toLocaleString('en'),
    `${Math.round(clientShare * 100)} %`,
    String(failed),
  ]
}

/** A neighbour on the machine takes time away, but hardly adds to the processor time of a request. */
function cpuOf({ nodeMicroseconds, postgresMicroseconds }: Measured): number {
  return nodeMicroseconds + postgresMicroseconds
}

function eventsTable({ latency, consumers, rates }: EventsReport): string {
  const { p50, p95, p99 } = latency
  const rows = rates.flatMap(({ eventsPerUnit, shop, floor }) => [
    [`shop, ${eventsPerUnit} a unit`, ...perSecond(shop)],
    [`floor, ${eventsPerUnit} a unit`, ...perSecond(floor)],
  ])
  return [
    `(f) from commit to consumer: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; ${consumers} durable consumers.`,
    markdown(['events', 'published a second', 'consumed a second'], rows),
  ].join('\n\n')
}

function perSecond({
  publishedPerSecond,
  consumedPerSecond,
}: EventsReport['rates'][number]['shop']): readonly string[] {
  return [publishedPerSecond, consumedPerSecond].map((rate) => Math.round(rate).toLocaleString('en'))
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const rule = head.map((_, index) => (index < 3 ? '---' : '--:'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
