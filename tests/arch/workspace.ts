import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

export type Kind = 'kernel' | 'modules' | 'providers' | 'packages' | 'apps' | 'demo'

export type Package = {
  /** `@merx/cart` */
  readonly name: string
  readonly kind: Kind
  /** `modules/cart` */
  readonly folder: string
  /** `cart`: also the name of a module's schema. */
  readonly id: string
  /** What others may import, from its `exports`: `.` and `./events`, say, each with its file. */
  readonly faces: ReadonlyMap<string, string>
  readonly floor: number | undefined
  /** A module that only reacts: it knows the others by their events alone. */
  readonly reacts: boolean
}

export type SourceFile = {
  readonly path: string
  /** The package it belongs to; absent for tests, benchmarks and the configuration at the root. */
  readonly owner: Package | undefined
  /** Its place inside the package: `domain/order.ts`. */
  readonly place: string
  readonly isTest: boolean
}

export type Workspace = {
  readonly root: string
  readonly packages: readonly Package[]
  readonly files: readonly SourceFile[]
}

const Manifest = z.object({
  name: z.string(),
  exports: z.record(z.string(), z.string()).default({}),
  merx: z
    .object({ floor: z.number().int().positive().optional(), reacts: z.boolean().default(false) })
    .default({ reacts: false }),
})
const Root = z.object({ workspaces: z.array(z.string()) })
const kinds = z.enum(['kernel', 'modules', 'providers', 'packages', 'apps', 'demo'])

const notOurs = ['**/node_modules', '**/build', '**/.*', 'tests/arch/fixtures']

/** Reads what there is from the disk: a new package or file is covered without being named anywhere. */
export function readWorkspace(root: string): Workspace {
  const packages = Root.parse(readJson(root, 'package.json'))
    .workspaces.flatMap((pattern) => globSync(`${pattern}/package.json`, { cwd: root }))
    .sort()
    .map((manifest) => readPackage(root, manifest.replace(/\/package\.json$/, '')))
  const files = globSync('**/*.{ts,tsx,sql}', { cwd: root, exclude: notOurs })
    .sort()
    .map((path) => locate(path, packages))
  return { root, packages, files }
}

export function locate(path: string, packages: readonly Package[]): SourceFile {
  const owner = packages.find((candidate) => path.startsWith(`${candidate.folder}/`))
  const place = owner ? path.slice(owner.folder.length + 1) : path
  return { path, owner, place, isTest: !owner || path.endsWith('.test.ts') || place.startsWith('testing/') }
}

function readPackage(root: string, folder: string): Package {
  const { name, exports, merx } = Manifest.parse(readJson(root, `${folder}/package.json`))
  return {
    name,
    kind: kinds.parse(folder.split('/')[0]),
    folder,
    id: folder.split('/').at(-1) ?? folder,
    faces: new Map(Object.entries(exports).map(([face, file]) => [face, file.replace(/^\.\//, '')])),
    floor: merx.floor,
    reacts: merx.reacts,
  }
}

function readJson(root: string, path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
}
