/** A process of the split: a module, or the edge that has none and serves the shop's one address. */
export type ServicePlan = { readonly name: string; readonly environment: Readonly<Record<string, string>> }

export type Surroundings = {
  readonly modules: readonly string[]
  /** Of the edge; the modules' processes follow it. */
  readonly port: number
  readonly publicUrl: string
  readonly data: string
  readonly databaseUrl: (module: string) => string
  readonly busUrl: string
  readonly redisUrl: string
  /** What the processes know each other by, and what seals the notes that they leave in databases: the same at every start. */
  readonly secret: string
  /** Where others reach the process at an address: there, unless something is to be put in between. */
  readonly reach?: ((module: string, url: string) => string) | undefined
  /** Handed on to every process: what whoever starts the split has set. */
  readonly settings: Readonly<Record<string, string>>
}

export const edge = 'edge'

/** Where each module's process listens. */
export function portOf({ modules, port }: Pick<Surroundings, 'modules' | 'port'>, module: string): number {
  return port + 10 + modules.indexOf(module)
}

/** One process a module, each with a database of its own, and the edge. */
export function planServices(surroundings: Surroundings): readonly ServicePlan[] {
  const { modules, port, publicUrl, data, databaseUrl, busUrl, redisUrl, secret, settings } = surroundings
  const reach = surroundings.reach ?? ((_module, url) => url)
  const urls = (here: readonly string[]) =>
    Object.fromEntries(
      modules
        .filter((module) => !here.includes(module))
        .map((module) => [
          `MERX_URL_${variable(module)}`,
          reach(module, `http://127.0.0.1:${portOf(surroundings, module)}`),
        ]),
    )
  const shared = {
    HOST: '127.0.0.1',
    MERX_DATA: data,
    MERX_PUBLIC_URL: publicUrl,
    MERX_BUS: busUrl,
    MERX_SERVICE_SECRET: secret,
    MERX_WEB_CONNECTIONS: '6',
    ...settings,
  }
  const services = modules.map((module) => ({
    name: module,
    environment: {
      ...shared,
      ...urls([module]),
      PORT: String(portOf(surroundings, module)),
      MERX_MODULES: module,
      // the gateway's word for who calls it
      MERX_TRUST_PROXY: '127.0.0.1',
      DATABASE_URL: databaseUrl(module),
    },
  }))
  const atTheEdge = {
    name: edge,
    environment: {
      ...shared,
      ...urls([]),
      PORT: String(port),
      MERX_MODULES: '',
      REDIS_URL: redisUrl,
    },
  }
  return [...services, atTheEdge]
}

/** `GIFT_CARDS` of `gift-cards`. */
function variable(module: string): string {
  return module.toUpperCase().replaceAll('-', '_')
}
