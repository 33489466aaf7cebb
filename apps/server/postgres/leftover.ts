import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cluster } from './cluster.ts'
import { readPidFile, startedWith } from './pid-file.ts'
import { adoptPostmaster, endBackends, type Postmaster, stopPostmaster } from './postmaster.ts'
import { isAlive, isProcessOf } from './processes.ts'

/**
 * Deals with what a killed server left running. A postmaster that is ready and was started with the arguments we would give it is
 * returned for use; anything else is ended, so that a new one can start.
 */
export async function takeLeftover(
  cluster: Cluster,
  argumentsFor: (port: number) => readonly string[],
): Promise<Postmaster | undefined> {
  const file = readPidFile(cluster.folder)
  if (file && isProcessOf(cluster.folder, file.pid)) {
    const postmaster = adoptPostmaster(cluster, file.pid, file.port)
    if (file.ready && startedWith(cluster.folder, argumentsFor(file.port))) return postmaster
    await stopPostmaster(cluster, postmaster)
    return undefined
  }
  await endBackends(cluster)
  // PostgreSQL judges a stale file by the number alone, and would refuse to start beside a stranger that has it now.
  if (file && isAlive(file.pid)) await rm(join(cluster.folder, 'postmaster.pid'), { force: true })
  return undefined
}
