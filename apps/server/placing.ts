import type { EventBus, Module } from '@merx/kernel'
import type { Apart, Log, Placement } from '@merx/kernel/server'
import { ConfigurationError, createMemoryBus, createRemote, followersAmong, homePlans } from '@merx/kernel/server'
import { modules as shipped } from '../../merx.config.ts'
import type { ServerSettings } from './settings.ts'

/** What connects this process with the rest of the shop; `apart` is absent where all modules share its one database. */
export type Connections = { readonly apart: Apart | undefined; close(): Promise<void> }

export type Placing = {
  readonly placement: Placement
  readonly settings: Pick<ServerSettings, 'MERX_BUS'>
  readonly databaseUrl: string | undefined
  readonly timeout: number
  readonly development: boolean
  readonly log: Log
  /** Those that ship, unless told. */
  readonly modules?: readonly Module[]
}

/** Reaches the modules and the events of other processes and databases. */
export async function connectPlaces(placing: Placing): Promise<Connections> {
  const { placement, settings, databaseUrl, timeout, development, log, modules = shipped } = placing
  const { here, databases, urls, secret } = placement
  const elsewhere = new Set(modules.map(({ name }) => name).filter((name) => !here.includes(name)))
  const plans = homePlans(modules, { databaseUrl, apart: { databases, elsewhere } })
  if (elsewhere.size === 0 && plans.length === 1) return { apart: undefined, close: async () => {} }
  if (elsewhere.size > 0 && !settings.MERX_BUS)
    throw new ConfigurationError(
      'MERX_BUS: modules live in other processes, so events need a broker, such as nats://nats:4222',
    )
  if (secret === undefined)
    throw new ConfigurationError('MERX_SERVICE_SECRET: must be set where modules have databases of their own')
  const bus = settings.MERX_BUS
    ? await natsBus(settings.MERX_BUS, log)
    : createMemoryBus({ followers: followersAmong(plans) })
  const remote = createRemote({ urls, secret, timeout, development, log })
  return {
    apart: { databases, elsewhere, remote, bus, secret },
    close: async () => {
      await remote.close()
      await bus.close()
    },
  }
}

/** Loaded where there is a broker: a shop in one process does without its client. */
async function natsBus(url: string, log: Log): Promise<EventBus> {
  const { nats } = await import('@merx/nats')
  return nats({ url, log })
}
