import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type PidFile = { readonly pid: number; readonly port: number; readonly ready: boolean }

/** What the cluster's `postmaster.pid` says: PostgreSQL writes one fact a line, the state last. Undefined without one. */
export function readPidFile(cluster: string): PidFile | undefined {
  const lines = readLines(join(cluster, 'postmaster.pid'))
  const pid = Number.parseInt(lines[0] ?? '', 10)
  if (!pid) return undefined
  return { pid, port: Number.parseInt(lines[3] ?? '', 10), ready: lines[7]?.trim() === 'ready' }
}

/** Whether the running postmaster was started with exactly these arguments, by the `postmaster.opts` it wrote. */
export function startedWith(cluster: string, args: readonly string[]): boolean {
  const [line = ''] = readLines(join(cluster, 'postmaster.opts'))
  return line.endsWith(` ${args.map((arg) => `"${arg}"`).join(' ')}`)
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
