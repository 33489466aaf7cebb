import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { operationNames, parse, reexports, sqlTexts } from './source.ts'
import type { SourceFile, Workspace } from './workspace.ts'

export type Offence = { readonly path: string; readonly what: string }

export type FileRule = {
  /** Also the name of the fixture that breaks it: `fixtures/<name>/`. */
  readonly name: string
  readonly because: string
  readonly offences: (workspace: Workspace) => readonly Offence[]
}

const vagueName = /^(utils?|helpers?|common|types|managers?|base)$|-(utils?|helpers?|managers?)$/

export const fileRules: readonly FileRule[] = [
  {
    name: 'module-has-its-parts',
    because: 'who knows one module knows them all: each has index.ts, README.md and its floor in package.json',
    offences: ({ root, packages }) =>
      packages
        .filter(({ kind }) => kind === 'modules')
        .flatMap(({ folder, floor }) => [
          ...['index.ts', 'README.md']
            .filter((part) => !existsSync(join(root, folder, part)))
            .map((part) => ({ path: `${folder}/package.json`, what: `has no ${part} beside it` })),
          ...(floor === undefined ? [{ path: `${folder}/package.json`, what: 'names no "merx": { "floor": n }' }] : []),
        ]),
  },
  {
    name: 'one-operation-a-file',
    because:
      'an operation is found by its name: commands/add-item.ts of cart exports cart.add-item and no other operation',
    offences: (workspace) =>
      sources(
        workspace,
        ({ place, isTest, owner }) => owner?.kind === 'modules' && /^(commands|queries)\//.test(place) && !isTest,
      ).flatMap(({ file, text }) => {
        const expected = `${file.owner?.id}.${basename(file.path, '.ts')}`
        const found = operationNames(parse(file.path, text))
        return found.join() === expected
          ? []
          : [{ path: file.path, what: `exports ${found.join(', ') || 'no operation'}, expected ${expected} alone` }]
      }),
  },
  {
    name: 'plain-names',
    because: 'a thing without a name is not understood yet',
    offences: ({ files }) =>
      files
        .filter(({ path }) => path.split('/').some((part) => vagueName.test(part.replace(/\..*$/, ''))))
        .map(({ path }) => ({ path, what: 'is named after nothing in the shop' })),
  },
  {
    name: 'one-barrel',
    because: 'only what a package shows to others passes on the exports of its files',
    offences: (workspace) =>
      sources(workspace, ({ path, place, owner }) => /\.tsx?$/.test(path) && !faces(owner).includes(place))
        .filter(({ file, text }) => text.includes(' from ') && reexports(parse(file.path, text)))
        .map(({ file }) => ({ path: file.path, what: 're-exports what another file owns' })),
  },
  {
    name: 'own-schema',
    because: 'a schema is read and written by its module alone',
    offences: (workspace) =>
      sources(workspace, ({ owner }) => owner !== undefined).flatMap(({ file, text }) =>
        foreignTables(workspace, file, text).map((table) => ({ path: file.path, what: `mentions ${table}` })),
      ),
  },
]

function sources(
  workspace: Workspace,
  wanted: (file: SourceFile) => boolean,
): readonly { file: SourceFile; text: string }[] {
  return workspace.files
    .filter(wanted)
    .map((file) => ({ file, text: readFileSync(join(workspace.root, file.path), 'utf8') }))
}

function faces(owner: SourceFile['owner']): readonly string[] {
  return owner ? [...owner.faces.values()] : []
}

/**
 * A schema carries the name of its module, so `inventory.stock` in the SQL of ordering is a breach. A table alias with the name of
 * another module reads the same and is refused as well.
 */
function foreignTables({ packages }: Workspace, file: SourceFile, text: string): readonly string[] {
  const schemas = packages.filter((one) => one.kind === 'modules' && one !== file.owner).map(({ id }) => id)
  if (schemas.length === 0) return []
  const mention = new RegExp(`\\b(?:${schemas.join('|')})"?\\.(?=["a-z_?])"?[a-z_]*`, 'g')
  const statements = file.path.endsWith('.sql') ? [text] : sqlTexts(parse(file.path, text))
  return [...new Set(statements.flatMap((statement) => withoutWords(statement).match(mention) ?? []))]
}

/** Drops comments and quoted text: an event's name may stand there. */
function withoutWords(sql: string): string {
  return sql.replace(/--.*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, ' ')
}
