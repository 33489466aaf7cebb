import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * Whether `pid` is a live PostgreSQL process of this cluster. A number alone proves nothing: after a restart of a container
 * the same numbers come again.
 */
export function isProcessOf(cluster: string, pid: number): boolean {
  if (process.platform === 'linux') return runsIn(cluster, pid)
  return isAlive(pid) && commandOf(pid).includes(cluster)
}

/** Process ids of the cluster's live processes, the postmaster and its backends; on Linux only, elsewhere empty. */
export function processesOf(cluster: string): readonly number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && runsIn(cluster, pid))
}

/** Sends a signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Waits until the condition holds; false when `ms` have passed. */
export async function until(condition: () => boolean, ms: number): Promise<boolean> {
  const end = performance.now() + ms
  while (!condition()) {
    if (performance.now() > end) return false
    await delay(20)
  }
  return true
}

// Every PostgreSQL process works in the cluster's folder, and a zombie has no folder at all.
function runsIn(cluster: string, pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster && readFileSync(`/proc/${pid}/comm`, 'utf8') === 'postgres\n'
  } catch {
    // Gone, or another user's.
    return false
  }
}

/** Whether any process of this user has the number. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function commandOf(pid: number): string {
  const [program, args]: [string, string[]] =
    process.platform === 'win32'
      ? [
          'powershell',
          ['-NoProfile', '-Command', `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`],
        ]
      : ['ps', ['-ww', '-o', 'command=', '-p', String(pid)]]
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    // It ended between the two looks.
    return ''
  }
}
