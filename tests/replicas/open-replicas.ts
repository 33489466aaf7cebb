import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts, openReplicas, type Replicas } from '@merx/services'
import { type OpenShop, staffKey, unhurried } from '../journeys/open-shop.ts'

export type OpenReplicas = OpenShop & Pick<Replicas, 'copyUrls' | 'databaseUrl' | 'programs' | 'restart'>

/** More than the copies and what they stand on take. */
const ports = 20

/** Opens two copies of the shop on a database of their own, behind nginx. `program` is what they run in place of the server. */
export async function openCopies(program?: string): Promise<OpenReplicas> {
  const data = await mkdtemp(join(tmpdir(), 'merx-replicas-'))
  const port = await freePorts(ports)
  const printed: string[] = []
  const url = `http://127.0.0.1:${port}`
  const remove = () => rm(data, { recursive: true, force: true })
  try {
    const replicas = await openReplicas({
      settings: {
        PORT: port,
        MERX_COPIES: 2,
        MERX_DATA: data,
        MERX_PUBLIC_URL: url,
        NODE_ENV: 'development',
        LOG_LEVEL: 'warn',
        MERX_STAFF_KEY: staffKey,
        MERX_DEMO: 'yes',
      },
      environment: unhurried,
      ...(program === undefined ? {} : { program }),
      say: (line) => printed.push(line),
    })
    const { copyUrls, databaseUrl, programs, restart } = replicas
    const bankKey = await readFile(join(data, 'bank.secret'), 'utf8')
    const stop = async (): Promise<void> => {
      await replicas.stop()
      await remove()
    }
    const output = () => printed.join('\n')
    return { url, bankKey, output, copyUrls, databaseUrl, programs, restart, stop }
  } catch (error) {
    await remove()
    throw new Error(`The copies did not open:\n${printed.join('\n')}`, { cause: error })
  }
}
