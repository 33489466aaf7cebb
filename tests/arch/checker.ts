import { fileRules } from './file-rules.ts'
import { type Import, readImports } from './imports.ts'
import { importRules } from './rules.ts'
import { readWorkspace } from './workspace.ts'

export type Violation = {
  readonly rule: string
  readonly because: string
  readonly path: string
  readonly what: string
}

/** Everything under `root` that breaks a rule of the architecture. */
export async function check(root: string): Promise<readonly Violation[]> {
  const workspace = readWorkspace(root)
  const imports = await readImports(workspace)
  return [
    ...importRules.flatMap(({ name, because, forbids }) =>
      imports.filter(forbids).map((edge) => ({ rule: name, because, path: edge.from.path, what: describe(edge) })),
    ),
    ...fileRules.flatMap(({ name, because, offences }) =>
      offences(workspace).map((offence) => ({ rule: name, because, ...offence })),
    ),
  ]
}

function describe({ specifier, circle }: Import): string {
  return circle ? `imports itself by ${circle.join(' -> ')}` : `imports ${specifier}`
}
