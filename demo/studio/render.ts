/**
 * `node demo/studio/render.ts [name ...]` takes the pictures that are missing or out of date, and all whose names start
 * with one of the arguments. Stop it at any time: what is done stays done.
 */
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import sharp from 'sharp'
import type { Picture } from './film.ts'
import { fingerprint, studioLook } from './fingerprint.ts'
import { ORDERS } from './shots.ts'

const folder = fileURLToPath(new URL('../pictures/', import.meta.url))
const ledger = fileURLToPath(new URL('../pictures/fingerprints.json', import.meta.url))
mkdirSync(folder, { recursive: true })

const known = existsSync(ledger) ? new Map(Object.entries(readLedger())) : new Map<string, string>()
const look = studioLook()
const asked = process.argv.slice(2)

const due = ORDERS.flatMap((order) => {
  const print = fingerprint(order, look)
  const fresh = known.get(order.name) === print && existsSync(`${folder}${order.name}.webp`)
  return fresh && !asked.some((start) => order.name.startsWith(start)) ? [] : [{ name: order.name, print }]
})
removeStrays()

// one worker draws while this thread encodes: the machine keeps a core for its owner
const worker = new Worker(new URL('worker.ts', import.meta.url))
let done = 0
for (const { name, print } of due) {
  const started = performance.now()
  const picture = await drawn(name)
  await encode(name, picture)
  known.set(name, print)
  saveLedger()
  process.stdout.write(`${++done}/${due.length} ${name} ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
}
await worker.terminate()

async function drawn(name: string): Promise<Picture> {
  worker.postMessage(name)
  const [picture]: Picture[] = await once(worker, 'message')
  if (!picture) throw new Error(`The studio sent no picture of ${name}.`)
  return picture
}

async function encode(name: string, { pixels, width, height }: Picture): Promise<void> {
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    // below 90 the coder drops the grain, and the paper shows bands
    .webp({ quality: 92, effort: 4, smartSubsample: true })
    .toFile(`${folder}${name}.webp`)
}

function removeStrays(): void {
  const ordered = new Set(ORDERS.map(({ name }) => `${name}.webp`))
  for (const file of readdirSync(folder)) if (file.endsWith('.webp') && !ordered.has(file)) rmSync(folder + file)
  for (const name of known.keys()) if (!ordered.has(`${name}.webp`)) known.delete(name)
}

function readLedger(): Record<string, string> {
  const entries: unknown = JSON.parse(readFileSync(ledger, 'utf8'))
  return entries && typeof entries === 'object'
    ? Object.fromEntries(Object.entries(entries).map(([name, print]) => [name, String(print)]))
    : {}
}

function saveLedger(): void {
  const sorted = [...known].sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(ledger, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`)
}
