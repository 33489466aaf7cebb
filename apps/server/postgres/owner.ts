import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const sqliteBusy = 5

/** Thrown when another live process has the data folder. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse'
  readonly pid: number | undefined

  constructor(dataDir: string, pid: number | undefined) {
    const owner = pid === undefined ? 'another process' : `process ${pid}`
    super(`${dataDir} is in use by ${owner}. Stop that one first, or set MERX_DATA to another folder.`)
    this.pid = pid
  }
}

/**
 * Claims the data folder for this process. Node has no file locks of its own, SQLite has: the system frees its lock when
 * the holder dies, however it dies, so there is no stale claim to judge and no process id to mistake. `merx.pid` only tells people who it is.
 */
export function claimDataFolder(dataDir: string): { release(): void } {
  const pidFile = join(dataDir, 'merx.pid')
  const lock = new DatabaseSync(join(dataDir, 'merx.lock'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) {
      throw new DataFolderInUse(dataDir, readPid(pidFile))
    }
    throw error
  }
  writeFileSync(pidFile, `${process.pid}\n`)
  return {
    release() {
      rmSync(pidFile, { force: true })
      lock.close()
    },
  }
}

function readPid(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined
  } catch {
    // The other process is between its lock and its pid file.
    return undefined
  }
}
