import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A broker in a process of its own. */
export type NatsServer = {
  readonly url: string
  /** Ends it, by force where told, and keeps what it has stored. */
  halt(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** Starts it again where it was. */
  start(): Promise<void>
  /** Has it forget what it has stored, while it is halted. */
  lose(): Promise<void>
  /** Ends it for good. */
  close(): Promise<void>
}

const program = process.env.NATS_SERVER ?? 'nats-server'

/** Starts a broker on a free port, with its streams in a folder that goes with it; `more` are arguments of its own. */
export async function startNats(more: readonly string[] = []): Promise<NatsServer> {
  const folder = await mkdtemp(join(tmpdir(), 'merx-nats-'))
  let port = -1
  let child: ChildProcess | undefined

  const start = async (): Promise<void> => {
    const started = spawn(
      program,
      ['-js', '-a', '127.0.0.1', '-p', String(port), '-sd', folder, '--ports_file_dir', folder, ...more],
      { stdio: 'ignore' },
    )
    const failed = once(started, 'exit').then(
      ([code]) => {
        throw new Error(`${program} ended with ${code} before it was ready`)
      },
      (cause: unknown) => {
        throw new Error(`${program} cannot be started: install nats-server, or name one by NATS_SERVER`, { cause })
      },
    )
    failed.catch(() => {})
    child = started
    port = await Promise.race([portOf(join(folder, `${program.split('/').at(-1)}_${started.pid}.ports`)), failed])
  }
  const halt = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }

  await start()
  return {
    url: `nats://127.0.0.1:${port}`,
    start,
    halt,
    lose: () => rm(join(folder, 'jetstream'), { recursive: true }),
    close: async () => {
      await halt()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** The broker writes its ports into a file when it listens. */
async function portOf(file: string): Promise<number> {
  for (;;) {
    const [, port] = /"nats:\/\/[^"]*:(\d+)"/.exec(await readFile(file, 'utf8').catch(() => '')) ?? []
    if (port) return Number(port)
    await wait(10)
  }
}
