import { mkdir, realpath } from 'node:fs/promises'
import { databaseUser, openCluster } from './cluster.ts'
import { takeLeftover } from './leftover.ts'
import { claimDataFolder } from './owner.ts'
import { postmasterArguments, type Settings } from './settings.ts'
import { supervise } from './supervisor.ts'

export type EmbeddedPostgres = {
  /** Where to connect: a `postgres://` URL on the loopback, with the password. It holds across restarts of the database. */
  readonly url: string
  /** Whether a database that an earlier, killed server left running was taken over. */
  readonly adopted: boolean
  /** Stops the database within five seconds, adopted or not, and frees the data folder. */
  stop(): Promise<void>
}

type Options = {
  readonly dataDir: string
  readonly log: (message: string) => void
  readonly settings?: Settings
}

/**
 * Starts PostgreSQL on `<dataDir>/postgres`, making the database on first use, and starts it again whenever it dies until
 * `stop()`. Throws `DataFolderInUse` when another live process has the folder.
 */
export async function startPostgres({ dataDir, log, settings = {} }: Options): Promise<EmbeddedPostgres> {
  await mkdir(dataDir, { recursive: true })
  const home = await realpath(dataDir)
  const claim = claimDataFolder(home)
  try {
    const cluster = await openCluster(home, log)
    const argumentsFor = (port: number) => postmasterArguments(cluster.folder, port, settings)
    const leftover = await takeLeftover(cluster, argumentsFor)
    if (leftover) log(`Using the database that an earlier start left running (process ${leftover.pid})`)
    const supervisor = await supervise({ cluster, argumentsFor, log, running: leftover })
    const stop = async () => {
      try {
        await supervisor.stop()
      } finally {
        claim.release()
      }
    }
    let stopped: Promise<void> | undefined
    return {
      url: `postgres://${databaseUser}:${cluster.password}@127.0.0.1:${supervisor.port}/postgres`,
      adopted: leftover !== undefined,
      stop() {
        stopped ??= stop()
        return stopped
      },
    }
  } catch (error) {
    claim.release()
    throw error
  }
}
