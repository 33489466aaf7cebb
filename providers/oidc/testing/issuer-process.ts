import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createBrowserOf } from './visitor.ts'

/** A real issuer in a process of its own, known by its address alone. */
export type IssuerProcess = {
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
  /** Logs in there as a browser without script does; where it is sent back to. */
  logIn(authorizationUrl: string, login: string): Promise<URL>
  decline(authorizationUrl: string): Promise<URL>
  kill(): Promise<void>
  /** At its port again; who was logged in is forgotten, and so are its keys. */
  start(): Promise<void>
}

export type IssuerStart = {
  readonly redirectUris: readonly string[]
  /** Tells the address when it is asked, and not in the token. */
  readonly terse?: boolean
}

const main = fileURLToPath(new URL('./issuer-main.ts', import.meta.url))

export async function startIssuer({ redirectUris, terse = false }: IssuerStart): Promise<IssuerProcess> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined

  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
      env: { PORT: String(port), REDIRECT_URIS: redirectUris.join(' '), ...(terse ? { TERSE: 'yes' } : {}) },
      stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    })
    child = started
    const failed = once(started, 'exit').then(([code]) => {
      throw new Error(`The issuer ended with ${code} before it was ready`)
    })
    failed.catch(() => {})
    if (started.stdout) await Promise.race([once(started.stdout, 'data'), failed])
  }

  const kill = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }

  await start()
  return {
    url,
    clientId: 'shop',
    clientSecret: 'secret-for-tests',
    logIn: (authorizationUrl, login) => createBrowserOf(url).logIn(authorizationUrl, login),
    decline: (authorizationUrl) => createBrowserOf(url).decline(authorizationUrl),
    kill,
    start,
  }
}

/** Free a moment ago; an issuer that is started again takes the same. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
