import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedPostgres, startPostgres } from '@merx/server/postgres'
import postgres from 'postgres'

/** A PostgreSQL and a streaming standby of it. */
export type Pair = {
  readonly primaryUrl: string
  readonly standbyUrl: string
  /** What is committed from now on reaches the standby's disk, and is not shown there. */
  pause(): Promise<void>
  resume(): Promise<void>
  /** Waits until the standby shows all that the primary has committed. */
  caughtUp(): Promise<void>
  /** It is started again soon, where it was. */
  killStandby(): Promise<void>
  stop(): Promise<void>
}

const quick = { fsync: 'off', full_page_writes: 'off' }
const log = (): void => {}

export async function openPair(): Promise<Pair> {
  const folder = await mkdtemp(join(tmpdir(), 'merx-pair-'))
  const [ofPrimary, ofStandby] = [join(folder, 'primary'), join(folder, 'standby')]
  // a copy of the folder of a stopped database is a base backup
  const first = await startPostgres({ dataDir: ofPrimary, log, settings: quick })
  await first.stop()
  await cp(ofPrimary, ofStandby, { recursive: true, preserveTimestamps: true })
  await writeFile(join(ofStandby, 'postgres', 'standby.signal'), '')
  const primary = await startPostgres({ dataDir: ofPrimary, log, settings: quick })
  const standby = await startPostgres({
    dataDir: ofStandby,
    log,
    settings: { ...quick, primary_conninfo: connectionTo(primary), wal_retrieve_retry_interval: '100ms' },
  })
  const onPrimary = postgres(primary.url, { max: 1 })
  const onStandby = postgres(standby.url, { max: 1, onnotice: () => {} })
  return {
    primaryUrl: primary.url,
    standbyUrl: standby.url,
    pause: async () => {
      await onStandby`select pg_wal_replay_pause()`
      // asked for is not yet done
      await until(async () => {
        const [row] = await onStandby`select pg_get_wal_replay_pause_state() = 'paused' as done`
        return row?.done === true
      })
    },
    resume: async () => void (await onStandby`select pg_wal_replay_resume()`),
    caughtUp: async () => {
      const [there] = await onPrimary`select pg_current_wal_flush_lsn()::text as lsn`
      await until(async () => {
        const [row] = await onStandby`select pg_last_wal_replay_lsn() >= ${there?.lsn}::pg_lsn as done`
        return row?.done === true
      })
    },
    killStandby: async () => {
      const pid = Number((await readFile(join(ofStandby, 'postgres', 'postmaster.pid'), 'utf8')).split('\n', 1)[0])
      process.kill(pid, 'SIGQUIT')
      await until(() =>
        onStandby`select 1`.then(
          () => false,
          () => true,
        ),
      )
    },
    stop: async () => {
      await Promise.all([onPrimary.end(), onStandby.end()])
      await standby.stop()
      await primary.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function connectionTo({ url }: EmbeddedPostgres): string {
  const { hostname, port, username, password } = new URL(url)
  return `host=${hostname} port=${port} user=${username} password=${password}`
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resume) => setTimeout(resume, 10))
}
