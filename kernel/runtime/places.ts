import { hkdfSync } from 'node:crypto'
import type { EventBus } from '../bus/bus.ts'
import { foreignEvents } from '../bus/foreign.ts'
import type { Participant } from '../services/participant.ts'
import type { Module } from './module.ts'

/** Where modules live that do not share the one database of this process. */
export type Apart = {
  /** The databases of modules here that have one of their own, by the module's name. */
  readonly databases: Readonly<Record<string, string>>
  /** The modules that live in other processes. */
  readonly elsewhere: ReadonlySet<string>
  /** Reaches those. */
  readonly remote: Participant
  /** Carries events between the databases. */
  readonly bus: EventBus
  /** Known to all processes of the shop: what they keep for each other is encrypted by it. */
  readonly secret: string
}

export type HomePlan = { readonly url: string; readonly modules: readonly Module[] }

/** The databases of this process, each with its modules. */
export function homePlans(
  modules: readonly Module[],
  {
    databaseUrl,
    apart,
  }: { readonly databaseUrl: string | undefined; readonly apart: Pick<Apart, 'databases' | 'elsewhere'> | undefined },
): readonly HomePlan[] {
  const plans = new Map<string, Module[]>()
  for (const module of modules) {
    if (apart?.elsewhere.has(module.name)) continue
    const url = apart?.databases[module.name] ?? databaseUrl
    if (url === undefined) throw new Error(`The module '${module.name}' lives here and has no database`)
    plans.set(url, [...(plans.get(url) ?? []), module])
  }
  return [...plans].map(([url, together]) => ({ url, modules: together }))
}

/** Under which a home follows the bus: the same whichever process has it. */
export function homeName(modules: readonly Pick<Module, 'name'>[]): string {
  return modules
    .map(({ name }) => name)
    .sort()
    .join('+')
}

/** The homes that want events of others: what a bus in memory must wait for. */
export function followersAmong(plans: readonly HomePlan[]): readonly string[] {
  return plans.filter(({ modules }) => foreignEvents(modules).names.length > 0).map(({ modules }) => homeName(modules))
}

/** The key for what sagas leave in databases. */
export function sagaSecret(apart: Apart | undefined): () => Buffer {
  let key: Buffer | undefined
  return () => {
    if (!apart) throw new Error('All modules share one database: there is nothing to be encrypted for others')
    key ??= Buffer.from(hkdfSync('sha256', apart.secret, '', 'merx sagas', 32))
    return key
  }
}
