import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DataFolderInUse } from './owner.ts'
import { readPidFile } from './pid-file.ts'
import { isProcessOf, processesOf } from './processes.ts'
import { type EmbeddedPostgres, startPostgres } from './start-postgres.ts'

const linux = process.platform === 'linux'
const inAnotherProcess = `
  import { startPostgres } from ${JSON.stringify(new URL('./start-postgres.ts', import.meta.url).href)}
  try {
    const database = await startPostgres({ dataDir: process.argv[1], log() {} })
    process.on('message', () => process.exit())
    process.on('SIGINT', () => process.send({ interrupted: true }))
    process.send({ url: database.url })
  } catch (error) {
    process.send({ error: error.name })
    process.disconnect()
  }
`

let dataDir: string
let cluster: string
let undo: (() => Promise<unknown>)[]

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'merx-postgres-'))
  cluster = join(dataDir, 'postgres')
  undo = [() => rm(dataDir, { recursive: true })]
})

afterEach(async () => {
  for (const step of undo.reverse()) await step()
})

async function start(settings = {}): Promise<EmbeddedPostgres> {
  const database = await startPostgres({ dataDir, log: () => {}, settings })
  undo.push(() => database.stop())
  return database
}

async function startElsewhere(): Promise<{ child: ChildProcess; answer: { url?: string; error?: string } }> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', inAnotherProcess, dataDir], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
  const [answer] = await once(child, 'message')
  if (answer.url) undo.push(() => end(child))
  return { child, answer }
}

/** Ends the server, which takes its database down with it, unless a test has killed it. */
async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const pid = postmasterPid()
  child.send('exit')
  await once(child, 'exit')
  await expect.poll(() => isProcessOf(cluster, pid), { timeout: 5_000 }).toBe(false)
}

async function kill(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

function connect(url = ''): postgres.Sql {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  undo.push(() => sql.end({ timeout: 0 }))
  return sql
}

function postmasterPid(): number {
  const pid = readPidFile(cluster)?.pid
  if (pid === undefined) throw new Error('no postmaster.pid')
  return pid
}

test('keeps the data from one start to the next', async () => {
  const first = await start()
  await connect(first.url)`create table kept as select 42 as answer`
  await first.stop()

  const second = await start()
  expect(second.adopted).toBe(false)
  expect(await connect(second.url)`select answer from kept`).toEqual([{ answer: 42 }])
})

test('is set up for a shop, and for its owner alone', async () => {
  const { url } = await start({ max_connections: '20' })
  const [settings] = await connect(url)`
    select current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone,
           current_setting('synchronous_commit') as durable, current_setting('max_connections') as connections,
           (select datlocale from pg_database where datname = current_database()) as locale`
  expect(settings).toEqual({ encoding: 'UTF8', zone: 'UTC', durable: 'on', connections: '20', locale: 'C.UTF-8' })

  expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600)
  const wrong = connect(url.replace(/:[^:@]+@/, ':guess@'))
  await expect(wrong`select 1`).rejects.toMatchObject({ code: '28P01' })
})

test('refuses a second live start and names the owner', async () => {
  await start()
  await expect(startPostgres({ dataDir, log: () => {} })).rejects.toThrow(DataFolderInUse)
  await expect(startPostgres({ dataDir, log: () => {} })).rejects.toThrow(`in use by process ${process.pid}`)
  expect((await startElsewhere()).answer).toEqual({ error: 'DataFolderInUse' })
})

test('lets one of several starts in the same instant through', async () => {
  const starts = await Promise.all([startElsewhere(), startElsewhere(), startElsewhere()])
  const refused = starts.filter(({ answer }) => answer.error === 'DataFolderInUse')
  const started = starts.filter(({ answer }) => answer.url !== undefined)
  expect([started.length, refused.length]).toEqual([1, 2])

  const pid = postmasterPid()
  started[0]?.child.send('exit')
  await expect.poll(() => isProcessOf(cluster, pid), { timeout: 5_000 }).toBe(false)
})

test('takes over the database of a killed server, and stops it in the end', async () => {
  const { child, answer } = await startElsewhere()
  await connect(answer.url)`create table kept as select 42 as answer`
  const pid = postmasterPid()
  await kill(child)

  const database = await start()
  expect(database).toMatchObject({ adopted: true, url: answer.url })
  expect(postmasterPid()).toBe(pid)
  expect(await connect(database.url)`select answer from kept`).toEqual([{ answer: 42 }])

  await database.stop()
  expect(isProcessOf(cluster, pid)).toBe(false)
})

test('does not take over a database that runs with other settings', async () => {
  const { child } = await startElsewhere()
  const pid = postmasterPid()
  await kill(child)

  const database = await start({ work_mem: '8MB' })
  expect(database.adopted).toBe(false)
  expect(isProcessOf(cluster, pid)).toBe(false)
  expect(await connect(database.url)`select current_setting('work_mem') as memory`).toEqual([{ memory: '8MB' }])
})

test('starts the database again on the same port when it is killed', async () => {
  const { url } = await start()
  await connect(url)`create table kept as select 42 as answer`
  for (const round of [1, 2]) {
    const pid = postmasterPid()
    process.kill(pid, 'SIGKILL')
    const answer = () => connect(url)`select answer, ${round}::int as round from kept`
    await expect.poll(() => isProcessOf(cluster, pid)).toBe(false)
    await expect.poll(() => answer().catch(String), { timeout: 10_000 }).toEqual([{ answer: 42, round }])
  }
})

test('starts a database again that it had taken over', async () => {
  const { child } = await startElsewhere()
  await kill(child)
  const database = await start()
  expect(database.adopted).toBe(true)
  process.kill(postmasterPid(), 'SIGKILL')
  await expect
    .poll(() => connect(database.url)`select 1 as one`.catch(String), { timeout: 10_000 })
    .toEqual([{ one: 1 }])
})

test.runIf(linux)('starts after a kill of everything, though a backend is still at work', async () => {
  const { child, answer } = await startElsewhere()
  const sql = connect(answer.url)
  await sql`create table kept as select 42 as answer`
  const [backend] = await sql`select pg_backend_pid() as pid`
  const work = sql`select count(*) from generate_series(1, 1e10)`.catch(() => 'cut off')
  await expect
    .poll(
      async () => (await connect(answer.url)`select query from pg_stat_activity where pid = ${backend?.pid}`)[0]?.query,
    )
    .toContain('generate_series')
  await kill(child)
  process.kill(postmasterPid(), 'SIGKILL')
  expect(processesOf(cluster)).toContain(backend?.pid)

  const database = await start()
  expect(await work).toBe('cut off')
  expect(database.adopted).toBe(false)
  expect(processesOf(cluster)).not.toContain(backend?.pid)
  expect(await connect(database.url)`select answer from kept`).toEqual([{ answer: 42 }])
})

test('is not misled by a stale pid file whose number a stranger has now', async () => {
  await (await start()).stop()
  const stranger = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  undo.push(() => kill(stranger))
  await writeFile(join(cluster, 'postmaster.pid'), `${stranger.pid}\n${cluster}\n0\n5432\n\n127.0.0.1\n0 0\nready\n`)

  const database = await start()
  expect(database.adopted).toBe(false)
  expect([stranger.exitCode, stranger.signalCode]).toEqual([null, null])
})

test('leaves no database behind when the process exits without stopping it', async () => {
  const { child } = await startElsewhere()
  const pid = postmasterPid()
  child.send('exit')
  await once(child, 'exit')
  await expect.poll(() => isProcessOf(cluster, pid), { timeout: 5_000 }).toBe(false)
})

test.skipIf(process.platform === 'win32')(
  'keeps the database when Ctrl-C interrupts the group of the server',
  async () => {
    const { child, answer } = await startElsewhere()
    if (child.pid === undefined) throw new Error('the server has no process id')
    const sql = connect(answer.url)
    await sql`create temporary table in_session as select 42 as answer`
    const interrupted = once(child, 'message')
    process.kill(-child.pid, 'SIGINT')
    const [heard] = await interrupted
    expect(heard).toEqual({ interrupted: true })
    expect(await sql`select answer from in_session`).toEqual([{ answer: 42 }])
  },
)

test('stops within five seconds while a query runs', async () => {
  const { url, stop } = await start()
  const sql = connect(url)
  await sql`select 1`
  const work = sql`select pg_sleep(60)`.catch((error) => error.code)
  const began = performance.now()
  await stop()
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(await work).toMatch(/57P01|CONNECTION_CLOSED/)
})

test('says what PostgreSQL said when it cannot start, and frees the folder', async () => {
  await expect(start({ shared_buffers: 'much' })).rejects.toThrow('invalid value for parameter "shared_buffers"')
  expect(await readFile(join(dataDir, 'postgres.log'), 'utf8')).toContain('shared_buffers')
  await start()
})
