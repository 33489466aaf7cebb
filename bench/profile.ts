import { readFile } from 'node:fs/promises'
import { z } from 'zod'

/**
 * `node bench/profile.ts FILE.cpuprofile [20]`: where a process spent its time, idle time left out. `by file of ours` charges a library's
 * time to the file that called it, as far as the stack reaches; work of the start is in it.
 */
const Profile = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.int() }),
      children: z.array(z.int()).default([]),
    }),
  ),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
})
type Profile = z.output<typeof Profile>
type Frame = Profile['nodes'][number]['callFrame']

async function main([file = '', lines = '20']: readonly string[]): Promise<void> {
  const profile = Profile.parse(JSON.parse(await readFile(file, 'utf8')))
  const ownTime = ownTimes(profile)
  print(
    'by package',
    sumBy(ownTime, ({ frame }) => packageOf(frame)),
    12,
  )
  print(
    'by file of ours',
    sumBy(ownTime, ({ chargedTo }) => chargedTo),
    Number(lines),
  )
  print(
    'by function',
    sumBy(ownTime, ({ frame }) => placeOf(frame)),
    Number(lines),
  )
}

type Spent = { readonly frame: Frame; readonly chargedTo: string; readonly time: number }

function ownTimes({ nodes, samples, timeDeltas }: Profile): readonly Spent[] {
  const microseconds = new Map<number, number>()
  for (const [index, id] of samples.entries())
    microseconds.set(id, (microseconds.get(id) ?? 0) + (timeDeltas[index] ?? 0))
  const charged = new Map<number, string>()
  // a node stands before its children
  for (const { id, callFrame, children } of nodes) {
    const own = ourFile.exec(callFrame.url)?.[0] ?? charged.get(id)
    if (own === undefined) continue
    charged.set(id, own)
    for (const child of children) charged.set(child, own)
  }
  return nodes
    .filter(({ callFrame }) => callFrame.functionName !== '(idle)')
    .map(({ id, callFrame }) => ({
      frame: callFrame,
      chargedTo: charged.get(id) ?? packageOf(callFrame),
      time: microseconds.get(id) ?? 0,
    }))
}

const ourFile = /(?<!node_modules\/.*)(?:modules|kernel|providers|packages|apps|bench)\/[\w./-]+\.ts$/

function sumBy(spent: readonly Spent[], name: (one: Spent) => string): Map<string, number> {
  const sums = new Map<string, number>()
  for (const one of spent) sums.set(name(one), (sums.get(name(one)) ?? 0) + one.time)
  return sums
}

function print(title: string, sums: ReadonlyMap<string, number>, lines: number): void {
  const all = [...sums.values()].reduce((sum, time) => sum + time, 0)
  const top = [...sums].sort(([, a], [, b]) => b - a).slice(0, lines)
  const rows = top.map(([name, time]) => `${((time / all) * 100).toFixed(1).padStart(5)} %  ${name}`)
  process.stdout.write(`${title}\n${rows.join('\n')}\n\n`)
}

function packageOf({ url, functionName }: Frame): string {
  const installed = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  if (installed) return installed
  if (url.startsWith('node:')) return 'node'
  // what has no address is the engine's or the system's: garbage collection, writing to sockets
  if (url === '') return functionName
  return /\/((?:modules|kernel|providers|packages|apps)\/[^/]+)/.exec(url)?.[1] ?? url
}

function placeOf({ functionName, url, lineNumber }: Frame): string {
  const file = url.replace(/^.*\/(?=node_modules\/|modules\/|kernel\/|apps\/|providers\/)/, '')
  return `${functionName || '(anonymous)'} ${file && `${file}:${lineNumber + 1}`}`
}

await main(process.argv.slice(2))
