import type { z } from 'zod'
import { type Provision, provide, type Seam, seam } from './seam.ts'

/** Values that a module takes from the environment: a zod object whose keys are the variables' names. */
export type Settings<T = unknown> = Seam<T> & { readonly schema: z.ZodType<T> }

export function settings<Schema extends z.ZodObject>(name: string, schema: Schema): Settings<z.output<Schema>> {
  return { ...seam<z.output<Schema>>(name), schema: schema as unknown as z.ZodType<z.output<Schema>> }
}

/** The environment does not fit: every fault in one message, so that one look mends all. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
}

/** Parses all settings at once. An empty variable counts as absent. `MERX_*` names that nobody reads are faults: a typing error must not pass in silence. */
export function readSettings(
  all: readonly Settings[],
  environment: Readonly<Record<string, string | undefined>>,
): readonly Provision[] {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const faults: string[] = []
  const known = new Set<string>()
  const provisions: Provision[] = []
  for (const one of all) {
    for (const name of Object.keys((one.schema as unknown as z.ZodObject).shape)) known.add(name)
    const parsed = one.schema.safeParse(given)
    if (parsed.success) provisions.push(provide<unknown>(one, parsed.data))
    else for (const issue of parsed.error.issues) faults.push(`${issue.path.join('.')}: ${issue.message}`)
  }
  for (const name of Object.keys(given)) {
    if (name.startsWith('MERX_') && !known.has(name) && !isServiceLink(name, given[name]))
      faults.push(`${name}: no part of Merx reads this; is it misspelt?`)
  }
  if (faults.length > 0) {
    throw new ConfigurationError(`The configuration does not fit:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`)
  }
  return provisions
}

/** Kubernetes tells each container of the services around it: a service called `merx` gives `MERX_PORT=tcp://10.0.0.1:80`. */
function isServiceLink(name: string, value: string | undefined): boolean {
  return /_SERVICE_(HOST|PORT)/.test(name) || /_PORT(_|$)/.test(name)
    ? /^(tcp|udp|sctp):\/\/|^\d+(\.\d+){3}$|^\d+$|^(tcp|udp|sctp)$/.test(value ?? '')
    : false
}
