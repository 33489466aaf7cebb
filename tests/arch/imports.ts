import { allExtensions, cruise, type ICruiseResult } from 'dependency-cruiser'
import { locate, type Package, type SourceFile, type Workspace } from './workspace.ts'

export type Import = {
  readonly from: SourceFile
  /** As written: `@merx/catalog/events`, `../domain/order.ts`, `zod`. */
  readonly specifier: string
  /** The package of this repository that it reaches into. */
  readonly into: Package | undefined
  /** For an import by package name, the face it asks for: `.`, `./events`, `./data/orders.ts`. */
  readonly face: string | undefined
  /** For an import of a file of this repository. */
  readonly to: SourceFile | undefined
  readonly typeOnly: boolean
  /** The way back to `from`, if there is one. */
  readonly circle: readonly string[] | undefined
}

type Dependency = ICruiseResult['modules'][number]['dependencies'][number]

export async function readImports(workspace: Workspace): Promise<readonly Import[]> {
  // Without a compiler it understands, dependency-cruiser half reads TypeScript, misses most, and calls that success.
  if (!allExtensions.some(({ extension, available }) => extension === '.ts' && available))
    throw new Error("dependency-cruiser found no compiler it understands: 'typescript' must be 6.x")

  const sources = workspace.files.filter((file) => /\.tsx?$/.test(file.path)).map((file) => file.path)
  const { output } = await cruise(
    sources,
    { baseDir: workspace.root, tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } },
    { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  )
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with text: ${output}`)

  const known = new Set(sources)
  return output.modules
    .filter((module) => known.has(module.source))
    .flatMap((module) => module.dependencies.map((dependency) => describe(workspace, module.source, dependency)))
}

function describe({ packages }: Workspace, source: string, dependency: Dependency): Import {
  const specifier = dependency.module
  const named = packages.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`))
  const to = isOurs(dependency) ? locate(dependency.resolved, packages) : undefined
  return {
    from: locate(source, packages),
    specifier,
    into: named ?? to?.owner,
    face: named && `.${specifier.slice(named.name.length)}`,
    to,
    typeOnly: dependency.dependencyTypes.some((type) => type === 'type-only' || type === 'type-import'),
    circle: dependency.circular ? dependency.cycle?.map((step) => step.name) : undefined,
  }
}

function isOurs({ resolved, coreModule, couldNotResolve }: Dependency): boolean {
  return !coreModule && !couldNotResolve && !resolved.includes('node_modules/')
}
