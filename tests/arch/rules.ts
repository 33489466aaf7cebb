import type { Import } from './imports.ts'
import type { Kind, Package } from './workspace.ts'

export type ImportRule = {
  /** Also the name of the fixture that breaks it: `fixtures/<name>/`. */
  readonly name: string
  readonly because: string
  readonly forbids: (edge: Import) => boolean
}

/** What may import what between packages; apps put everything together, and the kernel has its own rule. */
const below: Readonly<Partial<Record<Kind, readonly Kind[]>>> = {
  modules: ['kernel', 'modules'],
  providers: ['kernel', 'modules'],
  packages: ['kernel', 'modules', 'packages'],
  demo: ['kernel', 'modules', 'packages'],
}

const moduleFaces = ['.', './events']
const useCases = /^(commands|queries|consumers|jobs)\//
const transports = ['fastify', 'graphql', '@merx/kernel/server', '@merx/kernel/graphql']

export const importRules: readonly ImportRule[] = [
  {
    name: 'kernel-knows-no-one',
    because: 'the kernel is floor 0: it imports no module, provider, app or demo',
    forbids: (edge) => edge.from.owner?.kind === 'kernel' && crosses(edge),
  },
  {
    name: 'down-the-layout',
    because:
      'modules and providers rest on the kernel and on modules; providers, apps and the demo are put together above them',
    forbids: (edge) => {
      const allowed = edge.from.owner && below[edge.from.owner.kind]
      return crosses(edge) && allowed?.includes(edge.into.kind) === false
    },
  },
  {
    name: 'by-name',
    because: 'a package is imported by its name, never by a path into its folder',
    forbids: (edge) => crosses(edge) && edge.face === undefined,
  },
  {
    name: 'by-face',
    because:
      'a package shows what its exports name, a module its index.ts and events.ts: nothing behind them may be imported',
    forbids: ({ into, face }) =>
      into !== undefined &&
      face !== undefined &&
      (!into.faces.has(face) || (into.kind === 'modules' && !moduleFaces.includes(face))),
  },
  {
    name: 'floors',
    because: 'an index.ts is imported from a higher floor only',
    forbids: ({ from, into, face }) =>
      from.owner?.kind === 'modules' &&
      into?.kind === 'modules' &&
      from.owner !== into &&
      face !== './events' &&
      (from.owner.floor ?? 0) <= (into.floor ?? 0),
  },
  {
    name: 'events-stand-alone',
    because: 'events.ts may be imported from any floor, so it imports the kernel and zod and nothing else',
    forbids: ({ from, specifier }) =>
      from.owner?.kind === 'modules' && from.place === 'events.ts' && !['@merx/kernel', 'zod'].includes(specifier),
  },
  {
    name: 'domain-is-pure',
    because: 'domain/ holds rules without I/O: it imports domain files, types, the kernel index and zod',
    forbids: (edge) =>
      inModuleFolder(edge, /^domain\//) &&
      !edge.typeOnly &&
      !edge.to?.place.startsWith('domain/') &&
      !['@merx/kernel', 'zod'].includes(edge.specifier),
  },
  {
    name: 'data-is-the-bottom',
    because: 'commands, queries, consumers and jobs call data/, never the other way round',
    forbids: (edge) =>
      inModuleFolder(edge, /^(data|domain)\//) &&
      edge.to?.owner === edge.from.owner &&
      useCases.test(edge.to?.place ?? ''),
  },
  {
    name: 'no-transport',
    because: 'operations know no transport; transports are derived from them in the kernel',
    forbids: ({ from, specifier }) => from.owner?.kind === 'modules' && !from.isTest && transports.includes(specifier),
  },
  {
    name: 'reacting-by-events',
    because: 'a module that only reacts knows the others by their events',
    forbids: (edge) =>
      edge.from.owner?.reacts === true && crosses(edge) && edge.into?.kind === 'modules' && edge.face !== './events',
  },
  {
    name: 'provider-implements-a-seam',
    because: 'a provider knows a module by the seam in its index.ts',
    forbids: ({ from, into, face }) => from.owner?.kind === 'providers' && into?.kind === 'modules' && face !== '.',
  },
  {
    name: 'browser-by-client',
    because: 'what runs in the browser knows the shop by the typed client alone',
    forbids: (edge) =>
      ['apps/storefront', 'apps/admin'].includes(edge.from.owner?.folder ?? '') &&
      crosses(edge) &&
      edge.into?.name !== '@merx/client',
  },
  {
    name: 'bank-stands-alone',
    because: 'the bank is another company: it knows the shop over HTTP only',
    forbids: (edge) => edge.from.owner?.folder === 'apps/bank' && crosses(edge),
  },
  {
    name: 'client-by-types',
    because: 'the client goes to the browser, so it takes types from the server and no code',
    forbids: (edge) =>
      edge.from.owner?.folder === 'packages/client' && !edge.from.isTest && crosses(edge) && !edge.typeOnly,
  },
  {
    name: 'testing-in-tests',
    because: 'what is made for tests is not part of a running shop',
    forbids: ({ from, into, face }) => into?.kind === 'kernel' && face === './testing' && !from.isTest,
  },
  {
    name: 'no-circle',
    because: 'files that need each other, if only for a type, cannot be understood one at a time',
    // Reported once, at its first file.
    forbids: ({ from, circle }) => circle !== undefined && circle.toSorted()[0] === from.path,
  },
]

function crosses(edge: Import): edge is Import & { readonly into: Package } {
  return edge.into !== undefined && edge.from.owner !== edge.into
}

/** Tests beside the code set up what they need with the operations of their module. */
function inModuleFolder({ from }: Import, folder: RegExp): boolean {
  return from.owner?.kind === 'modules' && !from.isTest && folder.test(from.place)
}
