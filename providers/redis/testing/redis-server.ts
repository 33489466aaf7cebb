import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createConnection, createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** A Redis in a process of its own that keeps nothing on disk. */
export type RedisServer = {
  readonly url: string
  /** Sends a signal: `SIGSTOP` and `SIGCONT` make it hang for a while. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
  /** Ends it by force; what it held is gone. */
  kill(): Promise<void>
  /** Starts it again at its port. */
  start(): Promise<void>
}

const program = process.env.REDIS_SERVER ?? 'redis-server'

export async function startRedis(...options: readonly string[]): Promise<RedisServer> {
  const port = await freePort()
  let child: ChildProcess | undefined

  const start = async (): Promise<void> => {
    const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...options]
    const started = spawn(program, words, { stdio: 'ignore' })
    const failed = once(started, 'exit').then(([code]) => {
      throw new Error(`${program} ended with ${code} before it was ready`)
    })
    failed.catch(() => {})
    child = started
    await Promise.race([untilAnswered(port), failed])
  }

  await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    signal: (signal) => void child?.kill(signal),
    kill: async () => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Free a moment ago; a Redis that is started again takes the same. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

async function untilAnswered(port: number): Promise<void> {
  while (!(await takesConnections(port))) await wait(10)
}

function takesConnections(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = createConnection({ port, host: '127.0.0.1' })
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
}
