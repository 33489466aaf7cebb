import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { commandLine, giveTo } from './account.ts'
import type { Cluster } from './cluster.ts'
import { readPidFile } from './pid-file.ts'
import { isProcessOf, processesOf, signal, until } from './processes.ts'

/** A running postmaster. `gone` resolves when it has ended, for whatever reason. */
export type Postmaster = {
  readonly pid: number
  readonly port: number
  isGone(): boolean
  readonly gone: Promise<void>
}

const largestLog = 10 * 1024 * 1024

/** Starts a postmaster and waits until it takes connections, through crash recovery if need be. */
export async function startPostmaster(
  cluster: Cluster,
  port: number,
  { args, abort }: { readonly args: readonly string[]; readonly abort: AbortSignal },
): Promise<Postmaster> {
  const { log, start } = openLog(cluster)
  const [program, all] = commandLine(cluster.account, cluster.binaries.postgres, args)
  // A session of its own: Ctrl-C in a terminal reaches the whole group, and the database must outlive the server's last query.
  const child = spawn(program, all, {
    ...cluster.account.ids,
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, LC_ALL: 'C' },
  })
  closeSync(log)
  child.unref()
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const { pid } = child
  if (pid === undefined) throw new Error(`${program} could not be started`)
  const postmaster = { pid, port, gone, isGone: () => child.exitCode !== null || child.signalCode !== null }

  while (!isReady(cluster, pid)) {
    if (abort.aborted) await stopPostmaster(cluster, postmaster)
    if (postmaster.isGone()) throw new Error(`PostgreSQL did not start:\n${logSince(cluster, start)}`)
    await delay(10)
  }
  return postmaster
}

/** The handle of a postmaster that this process did not start. */
export function adoptPostmaster(cluster: Cluster, pid: number, port: number): Postmaster {
  const isGone = () => !isProcessOf(cluster.folder, pid)
  const ended = async () => {
    while (!isGone()) await delay(200, undefined, { ref: false })
  }
  return { pid, port, isGone, gone: ended() }
}

/**
 * Stops a postmaster and all its backends within five seconds: orderly first, then at once, which costs a crash recovery at the
 * next start and no data.
 */
export async function stopPostmaster(cluster: Cluster, postmaster: Postmaster): Promise<void> {
  interrupt(cluster, postmaster)
  const orderly = await until(postmaster.isGone, 3_500)
  if (!orderly) {
    signal(postmaster.pid, 'SIGQUIT')
    if (!(await until(postmaster.isGone, 700))) signal(postmaster.pid, 'SIGKILL')
    await until(postmaster.isGone, 300)
  }
  await endBackends(cluster)
}

/** Asks a postmaster to shut down: rolls open transactions back, disconnects, writes a checkpoint. Does not wait. */
export function interrupt({ folder, binaries }: Cluster, postmaster: Postmaster): void {
  if (postmaster.isGone()) return
  // Windows has no signals; there the server listens on a named pipe that pg_ctl knows.
  if (process.platform === 'win32') spawnSync(binaries.pgCtl, ['stop', '-D', folder, '-m', 'fast', '-W'])
  else signal(postmaster.pid, 'SIGINT')
}

/** Ends the backends that outlived their postmaster: while one holds the shared memory, no new postmaster starts. */
export async function endBackends({ folder }: Cluster): Promise<void> {
  const allGone = () => processesOf(folder).length === 0
  for (const name of ['SIGQUIT', 'SIGKILL'] as const) {
    if (allGone()) return
    for (const pid of processesOf(folder)) signal(pid, name)
    if (await until(allGone, 500)) return
  }
  throw new Error(`Processes of an earlier PostgreSQL do not end: ${processesOf(folder).join(', ')}`)
}

function isReady({ folder }: Cluster, pid: number): boolean {
  const file = readPidFile(folder)
  return file?.pid === pid && file.ready
}

function openLog({ account, logFile }: Cluster): { readonly log: number; readonly start: number } {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  if (size > largestLog) renameSync(logFile, `${logFile}.1`)
  const log = openSync(logFile, 'a', 0o600)
  giveTo(account, logFile)
  return { log, start: size > largestLog ? 0 : size }
}

function logSince({ logFile }: Cluster, start: number): string {
  return readFileSync(logFile).subarray(start).toString('utf8').trim()
}
