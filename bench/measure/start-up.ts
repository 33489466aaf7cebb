import { freePort } from '@merx/server/postgres'
import { shopFlags, startChild } from '../child.ts'
import { residentMemory } from './processor-time.ts'

export type StartUp = {
  /** From the start of the process, the embedded database included, until the first page is answered; the median. */
  readonly readyMilliseconds: number
  readonly all: readonly number[]
  /** Of the node process, some seconds after. */
  readonly idleBytes: number
}

const tries = 5
const idleFor = 5_000

/** Starts the shop on its data folder as production does, several times over. */
export async function measureStartUp(data: string): Promise<StartUp> {
  const all: number[] = []
  let idleBytes = 0
  for (let each = 1; each <= tries; each += 1) {
    const port = await freePort()
    const started = performance.now()
    const shop = await startChild(new URL('../shop/shop-process.ts', import.meta.url), {
      env: { NODE_ENV: 'production', BENCH_DATA: data, PORT: String(port) },
      execArgv: shopFlags,
    })
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`)
    all.push(Math.round(performance.now() - started))
    if (!ready.ok) throw new Error(`/readyz answered ${ready.status}`)
    await ready.body?.cancel()
    if (each === tries) {
      await new Promise((resolve) => setTimeout(resolve, idleFor))
      idleBytes = residentMemory(shop.pid)
    }
    await shop.stop()
  }
  const sorted = [...all].sort((a, b) => a - b)
  return { readyMilliseconds: sorted[Math.floor(tries / 2)] ?? 0, all, idleBytes }
}
