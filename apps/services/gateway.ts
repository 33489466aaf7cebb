import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { portOf } from './plan.ts'
import type { ProgramPlan } from './program.ts'

export const gateway = 'gateway'

const folder = join(import.meta.dirname, '../gateway')

export function gatewayPort(port: number): number {
  return port + 3
}

export type GatewaySurroundings = {
  readonly modules: readonly string[]
  /** Of the edge. */
  readonly port: number
  readonly settings: { readonly NODE_ENV: string }
  /** The limits of documents among it. */
  readonly environment?: Readonly<Record<string, string>> | undefined
}

/** The GraphQL gateway over the modules' subgraphs, where it is installed: its packages are not the shop's. */
export function planGateway({
  modules,
  port,
  settings,
  environment = {},
}: GatewaySurroundings): readonly Omit<ProgramPlan, 'say' | 'print' | 'started'>[] {
  if (!existsSync(join(folder, 'node_modules'))) return []
  const subgraphs = modules.map((module) => `${module}=http://127.0.0.1:${portOf({ modules, port }, module)}/graphql`)
  return [
    {
      name: gateway,
      file: process.execPath,
      args: ['main.ts'],
      cwd: folder,
      environment: {
        ...ofDocuments(environment),
        PORT: String(gatewayPort(port)),
        NODE_ENV: settings.NODE_ENV,
        MERX_SUBGRAPHS: subgraphs.join(','),
      },
      opening: 'The gateway is open at',
    },
  ]
}

/** What is said of GraphQL documents to all processes holds for the gateway too. */
function ofDocuments(environment: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith('MERX_GRAPHQL_')))
}
