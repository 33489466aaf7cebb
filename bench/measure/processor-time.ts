import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Microseconds of processor time since a process began. Linux counts them in ticks of a hundredth of a second. */
export function processorTime(pid: number): number {
  const { own } = timesOf(pid)
  return own
}

/** The same for a whole PostgreSQL cluster, the backends that have ended included. */
export function clusterTime(cluster: string): number {
  const postmaster = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n', 1)[0])
  const { own, ofDead } = timesOf(postmaster)
  const backends = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0)
    .map(timesOf)
    .filter(({ parent }) => parent === postmaster)
  // the postmaster counts the children that it has buried
  return backends.reduce((sum, backend) => sum + backend.own, own + ofDead)
}

/** Bytes of memory that a process has in RAM. */
export function residentMemory(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(read(pid, 'status'))?.[1]
  return Number(kilobytes ?? 0) * 1_024
}

const tick = 10_000

type Times = { readonly parent: number; readonly own: number; readonly ofDead: number }

function timesOf(pid: number): Times {
  // the name in brackets may hold blanks, so fields are counted from behind it: the parent is the 2nd, utime the 12th
  const fields = read(pid, 'stat')
    .replace(/^.*\) /s, '')
    .split(' ')
    .map(Number)
  const [user = 0, system = 0, deadUser = 0, deadSystem = 0] = fields.slice(11, 15)
  return { parent: fields[1] ?? 0, own: (user + system) * tick, ofDead: (deadUser + deadSystem) * tick }
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    // it ended between the two looks
    return ''
  }
}
