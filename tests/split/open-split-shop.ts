import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { filledSeams, readSettings } from '@merx/kernel/server'
import { freePorts, openSplit, type Split, splitSettings } from '@merx/services'
import { modules } from '../../merx.config.ts'
import { type OpenShop, staffKey, unhurried } from '../journeys/open-shop.ts'

/** The shop as `npm run services` opens it: a process and a database for each module. */
export type SplitShop = OpenShop & { readonly split: Split }

/** More ports than the split takes. */
const ports = 40

/** Starts the full split on free ports, in a folder that goes with it; `environment` is told to every process. */
export async function openSplitShop(
  environment: Readonly<Record<string, string>> = {},
  { withGateway = false }: { readonly withGateway?: boolean } = {},
): Promise<SplitShop> {
  const data = await mkdtemp(join(tmpdir(), 'merx-split-'))
  const port = await freePorts(ports)
  const printed: string[] = []
  const settings = filledSeams(
    readSettings([splitSettings], {
      PORT: String(port),
      MERX_DATA: data,
      MERX_PUBLIC_URL: `http://127.0.0.1:${port}`,
      MERX_STAFF_KEY: staffKey,
    }),
  )(splitSettings)
  try {
    const split = await openSplit({
      settings,
      modules: modules.map(({ name }) => name),
      withGateway,
      environment: { ...unhurried, ...environment },
      // what it holds is not worth an fsync
      database: { fsync: 'off', full_page_writes: 'off' },
      say: (line) => printed.push(line),
    })
    const stop = async (): Promise<void> => {
      await split.stop()
      await rm(data, { recursive: true, force: true })
    }
    const bankKey = await readFile(join(data, 'bank.secret'), 'utf8')
    return { url: split.publicUrl, bankKey, output: () => printed.join('\n'), stop, split }
  } catch (error) {
    await rm(data, { recursive: true, force: true })
    throw new Error(`The split did not open:\n${printed.join('\n')}`, { cause: error })
  }
}
