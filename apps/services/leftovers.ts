import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Program } from './program.ts'

const file = 'programs.json'

/** Milliseconds for a program to end in its own way. */
const patience = 3_000

/** Writes down which programs run in a folder, for people and for the next start. */
export function notePrograms(data: string, programs: ReadonlyMap<string, Program>): void {
  const pids = Object.fromEntries([...programs].map(([name, program]) => [name, program.pid()]))
  writeFileSync(join(data, file), `${JSON.stringify(pids, undefined, 2)}\n`)
}

/**
 * Ends what a killed launcher left running in this folder. Whoever calls it has the folder to himself. On Linux only: elsewhere a number
 * does not tell whose program it is, and a port that is taken tells of the rest.
 */
export async function endLeftovers(data: string, say: (line: string) => void): Promise<void> {
  const left = Object.entries(readNote(data)).filter(([, pid]) => belongsTo(data, pid))
  for (const [name, pid] of left) {
    say(`${name} was left running by an earlier start and is ended (process ${pid})`)
    // asked, not killed: nginx has workers, which would live on without it and keep its port
    process.kill(pid, 'SIGTERM')
  }
  const until = performance.now() + patience
  for (;;) {
    const still = left.filter(([, pid]) => belongsTo(data, pid))
    if (still.length === 0) return
    if (performance.now() > until) for (const [, pid] of still) process.kill(pid, 'SIGKILL')
    await wait(20)
  }
}

function readNote(data: string): Readonly<Record<string, number>> {
  try {
    return z.record(z.string(), z.int().positive()).parse(JSON.parse(readFileSync(join(data, file), 'utf8')))
  } catch {
    // the first start, or one that was killed while it wrote
    return {}
  }
}

/** Every program is told its folder, nginx by its arguments, as it writes over its environment; a number alone comes again. */
function belongsTo(data: string, pid: number): boolean {
  try {
    return (
      readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`MERX_DATA=${data}`) ||
      readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(` ${data}/nginx `)
    )
  } catch {
    return false
  }
}
