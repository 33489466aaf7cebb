import { setTimeout as delay } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { freePort } from './free-port.ts'
import { takeLeftover } from './leftover.ts'
import { interrupt, type Postmaster, startPostmaster, stopPostmaster } from './postmaster.ts'

type Supervised = {
  readonly cluster: Cluster
  readonly argumentsFor: (port: number) => readonly string[]
  readonly log: (message: string) => void
  /** A postmaster that runs already; without one the first is started here. */
  readonly running: Postmaster | undefined
}

const firstStartTries = 5
const longestPause = 5_000
const steadyAfter = 10_000

/** Keeps one postmaster running on one port until it is stopped, and takes it down with the process on any exit. */
export async function supervise(supervised: Supervised): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const { cluster, log } = supervised
  const stopping = new AbortController()
  const abort = stopping.signal
  let current = supervised.running ?? (await firstStart(supervised, abort))
  const { port } = current

  const onExit = () => interrupt(cluster, current)
  process.once('exit', onExit)

  const aborted = new Promise<void>((resolve) => abort.addEventListener('abort', () => resolve(), { once: true }))
  const watching = (async () => {
    let failures = 0
    while (!abort.aborted) {
      const since = performance.now()
      await Promise.race([current.gone, aborted])
      if (performance.now() - since > steadyAfter) failures = 0
      while (!abort.aborted && current.isGone()) {
        log('PostgreSQL ended unexpectedly; starting it again')
        try {
          await pause(failures++, abort)
          current = await start(supervised, port, abort)
        } catch (error) {
          if (!abort.aborted) log(String(error))
        }
      }
    }
  })()

  return {
    port,
    async stop() {
      stopping.abort()
      // First: a restart under way ends itself when it sees the signal, or has just made a new `current`.
      await watching
      if (!current.isGone()) await stopPostmaster(cluster, current)
      process.off('exit', onExit)
    },
  }
}

async function firstStart(supervised: Supervised, abort: AbortSignal): Promise<Postmaster> {
  for (let failures = 0; ; failures++) {
    try {
      // A new port each time: between the look and the bind somebody may have taken it.
      return await start(supervised, await freePort(), abort)
    } catch (error) {
      if (failures + 1 === firstStartTries) throw error
      await pause(failures, abort)
    }
  }
}

async function start({ cluster, argumentsFor }: Supervised, port: number, abort: AbortSignal): Promise<Postmaster> {
  const args = argumentsFor(port)
  const leftover = await takeLeftover(cluster, () => args)
  return leftover ?? startPostmaster(cluster, port, { args, abort })
}

function pause(failures: number, signal: AbortSignal): Promise<void> {
  const ms = failures === 0 ? 0 : Math.min(100 * 2 ** failures, longestPause)
  return delay(ms, undefined, { signal })
}
