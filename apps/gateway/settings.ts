import type { Subgraph } from './supergraph.ts'

export type GatewaySettings = {
  readonly port: number
  readonly host: string
  readonly subgraphs: readonly Subgraph[]
  readonly development: boolean
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
  if (faults.length > 0) {
    process.stderr.write(`The gateway cannot open:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\n`)
    process.exit(1)
  }
  return { port, host: HOST, subgraphs, development: NODE_ENV !== 'production' }
}
