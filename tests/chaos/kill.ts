import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { connect } from '@merx/kernel/server'
import type { Random } from './random.ts'

/** What is killed. */
export type Blow = 'server' | 'postmaster' | 'backend'

/** Kills the postmaster of a data folder and waits until another one is there. `mustRun` throws when there is nobody left to start it. */
export async function killPostmaster(data: string, mustRun: () => void): Promise<void> {
  const before = await postmasterOf(data)
  if (before === undefined) throw new Error(`No PostgreSQL runs in ${data}`)
  process.kill(before, 'SIGKILL')
  for (;;) {
    const now = await postmasterOf(data)
    if (now !== undefined && now !== before) return
    mustRun()
    await wait(20)
  }
}

/** Kills the process of one connection, upon which PostgreSQL ends all others and recovers. Returns when it has ended ours. */
export async function killBackend(databaseUrl: string, random: Random): Promise<void> {
  const database = connect({ url: databaseUrl })
  const sql = database.clock
  try {
    const [first, ...others] = await sql<{ pid: number }[]>`
      select pid from pg_stat_activity where application_name in ('merx-web', 'merx-consumers', 'merx-log') order by pid`
    if (!first) throw new Error('The shop has no connection to the database')
    process.kill(random.pick([first, ...others]).pid, 'SIGKILL')
    const answers = () =>
      sql`select 1`.then(
        () => true,
        () => false,
      )
    while (await answers()) await wait(5)
  } finally {
    await database.end()
  }
}

/** Ends a PostgreSQL that outlived its shop. */
export async function endPostmaster(data: string): Promise<void> {
  const pid = await postmasterOf(data)
  if (pid !== undefined) process.kill(pid, 'SIGINT')
}

async function postmasterOf(data: string): Promise<number | undefined> {
  const file = await readFile(join(data, 'postgres/postmaster.pid'), 'utf8').catch(() => '')
  return Number.parseInt(file, 10) || undefined
}
