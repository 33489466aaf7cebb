import { ConfigurationError } from '../runtime/settings.ts'
import { databaseVariable, urlVariable } from './settings.ts'
import { shortestSecret } from './token.ts'

/** Where the modules of the shop live, as one process sees it. */
export type Placement = {
  /** Those of this process, in the shop's order. */
  readonly here: readonly string[]
  /** Of those here that have a database of their own. */
  readonly databases: Readonly<Record<string, string>>
  /** Of those elsewhere: the process to ask. */
  readonly urls: Readonly<Record<string, string>>
  /** What the processes know each other by; absent only where all modules share one process and one database. */
  readonly secret: string | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * `MERX_MODULES=catalog,search` chooses; unset is all and empty is none. `MERX_URL_<MODULE>` tells where another one lives and
 * `DATABASE_URL_<MODULE>` which database is its own; both are passed over where they tell of a module that this process has, or has not, so
 * that all processes may share one list. Throws with every fault at once.
 */
export function readPlacement(environment: Environment, moduleNames: readonly string[]): Placement {
  const faults: string[] = []
  const here = modulesHere(environment.MERX_MODULES, { moduleNames, faults })
  const elsewhere = moduleNames.filter((name) => !here.includes(name))
  const secret = environment.MERX_SERVICE_SECRET || undefined
  reportUnknown(environment, { moduleNames, faults })

  const given = (names: readonly string[], variable: (module: string) => string) =>
    names.flatMap((module): [string, string][] => {
      const value = environment[variable(module)]
      return value ? [[module, value]] : []
    })
  const databases = given(here, databaseVariable)
  const urls = given(elsewhere, urlVariable)
  for (const [module, url] of databases) {
    if (!/^postgres(ql)?:$/.test(URL.parse(url)?.protocol ?? ''))
      faults.push(`${databaseVariable(module)}: must be a postgres:// URL`)
  }
  for (const [module, url] of urls) {
    if (!isOrigin(url))
      faults.push(`${urlVariable(module)}: must be an address such as http://${module}:3000, without a path`)
  }
  for (const module of elsewhere) {
    if (!urls.some(([known]) => known === module))
      faults.push(
        `${urlVariable(module)}: '${module}' is not among MERX_MODULES, so this must say where it lives, such as http://${module}:3000`,
      )
  }
  // flows over several databases leave notes in them that are encrypted by it
  const isSplit = elsewhere.length > 0 || databases.length > 0
  if (secret === undefined ? isSplit : secret.length < shortestSecret)
    faults.push(
      `MERX_SERVICE_SECRET: must have at least ${shortestSecret} characters, the same in all processes of the shop`,
    )

  if (faults.length > 0) throw new ConfigurationError(wordsFor(faults))
  return { here, databases: Object.fromEntries(databases), urls: Object.fromEntries(urls), secret }
}

type Judged = { readonly moduleNames: readonly string[]; readonly faults: string[] }

function modulesHere(chosen: string | undefined, { moduleNames, faults }: Judged): readonly string[] {
  if (chosen === undefined) return moduleNames
  const names = chosen.split(',').map((name) => name.trim())
  const wanted = names.filter((name) => name !== '')
  for (const name of wanted) {
    if (!moduleNames.includes(name))
      faults.push(`MERX_MODULES: there is no module '${name}'; there are ${moduleNames.join(', ')}`)
  }
  return moduleNames.filter((name) => wanted.includes(name))
}

/** A misspelt name must not put a module into the wrong database. */
function reportUnknown(environment: Environment, { moduleNames, faults }: Judged): void {
  const known = new Set(moduleNames.flatMap((name) => [urlVariable(name), databaseVariable(name)]))
  for (const name of Object.keys(environment)) {
    if (/^(MERX_URL|DATABASE_URL)_/.test(name) && environment[name] && !known.has(name))
      faults.push(`${name}: names no module; there are ${moduleNames.join(', ')}`)
  }
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
}

function wordsFor(faults: readonly string[]): string {
  return `The modules are not placed well:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`
}
