import type { Limits } from './limits.ts'
import type { Subgraph } from './supergraph.ts'

export type GatewaySettings = {
  readonly port: number
  readonly host: string
  readonly subgraphs: readonly Subgraph[]
  readonly development: boolean
  /** Whether the schema tells itself. */
  readonly introspection: boolean
  readonly limits: Limits & { readonly tokens: number }
}

/** `MERX_SUBGRAPHS=catalog=http://catalog:3000/graphql,cart=http://cart:3000/graphql`. Ends the process with every fault at once. */
export function readSettings(environment: NodeJS.ProcessEnv): GatewaySettings {
  const { PORT = '4000', HOST = '127.0.0.1', MERX_SUBGRAPHS = '', NODE_ENV } = environment
  const faults: string[] = []
  const port = Number(PORT)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) faults.push(`PORT: '${PORT}' is no port`)
  const subgraphs = MERX_SUBGRAPHS.split(',').flatMap((entry) => {
    const [name = '', url = ''] = entry.split(/=(.*)/s)
    if (name.trim() !== '' && URL.canParse(url)) return [{ name: name.trim(), url }]
    faults.push(`MERX_SUBGRAPHS: '${entry}' is not <module>=<address>`)
    return []
  })
  const limit = (name: string, standard: number): number => {
    const value = Number(environment[name] || standard)
    if (!Number.isInteger(value) || value < 1) faults.push(`${name}: '${environment[name]}' is no number from 1`)
    return value
  }
  const limits = {
    tokens: limit('MERX_GRAPHQL_MAX_TOKENS', 2_000),
    depth: limit('MERX_GRAPHQL_MAX_DEPTH', 15),
    aliases: limit('MERX_GRAPHQL_MAX_ALIASES', 30),
    cost: limit('MERX_GRAPHQL_MAX_COST', 10_000),
  }
  const { MERX_GRAPHQL_INTROSPECTION: told = '' } = environment
  if (!['', 'on', 'off'].includes(told)) faults.push(`MERX_GRAPHQL_INTROSPECTION: '${told}' is neither on nor off`)
  const development = NODE_ENV !== 'production'
  if (faults.length > 0) {
    process.stderr.write(`The gateway cannot open:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\n`)
    process.exit(1)
  }
  const introspection = told === '' ? development : told === 'on'
  return { port, host: HOST, subgraphs, development, introspection, limits }
}
