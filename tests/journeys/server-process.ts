import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** The server as people run it: a process of its own. */
export type ServerProcess = {
  readonly pid: number
  /** What it has printed so far, on both streams. */
  output(): string
  /** How it ended, once it has. */
  readonly ended: Promise<Ending>
  /** Sends the signal and waits for the end; a server that has ended already is left alone. */
  stop(signal?: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<Ending>
}

export type Ending = { readonly code: number | null; readonly signal: string | null }

const root = join(import.meta.dirname, '../..')

/** Everything that the server is to know: nothing of the tests' own environment gets to it but what a program needs to run. */
export function spawnServer(environment: Readonly<Record<string, string>>): ServerProcess {
  const { PATH = '', HOME = '', TMPDIR = '' } = process.env
  const child = spawn(process.execPath, ['apps/server/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, HOME, TMPDIR, ...environment },
  })
  // a test run that breaks off must not leave servers behind
  const killWithUs = () => child.kill('SIGKILL')
  process.on('exit', killWithUs)
  const ended = endOf(child).finally(() => process.off('exit', killWithUs))
  let output = ''
  const keep = (chunk: Buffer) => {
    output += chunk
  }
  for (const stream of [child.stdout, child.stderr]) stream.on('data', keep)
  return {
    pid: child.pid ?? 0,
    output: () => output,
    ended,
    stop: (signal = 'SIGINT') => {
      child.kill(signal)
      return ended
    },
  }
}

/** Waits until the server says that it is open; one that ends before that is an error with all that it said. */
export async function untilOpen(server: ServerProcess): Promise<void> {
  let hasEnded = false
  void server.ended.then(() => {
    hasEnded = true
  })
  while (!server.output().includes('Merx is open at')) {
    if (hasEnded) throw new Error(`The server ended before it opened:\n${server.output()}`)
    await new Promise((resume) => setTimeout(resume, 20))
  }
}

/** A port of the loopback that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('The loopback gave no port')
  return address.port
}

async function endOf(child: ChildProcess): Promise<Ending> {
  // 'close' comes after the last of its output, 'exit' does not
  const [code, signal] = await once(child, 'close')
  return { code, signal }
}
