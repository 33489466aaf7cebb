import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportedNames, parse } from './source.ts'
import { readWorkspace } from './workspace.ts'

const { root, packages } = readWorkspace(join(import.meta.dirname, '../..'))

test('packages export what is pinned: a change of their face is a decision', async () => {
  const faces = packages.flatMap(({ name, folder, faces }) =>
    [...faces].map(([face, file]) => [join(name, face), exportsOf(join(folder, file))].flat().join('\n  ')),
  )
  await expect(`${faces.join('\n\n')}\n`).toMatchFileSnapshot('exports.snap')
})

function exportsOf(path: string): readonly string[] {
  return exportedNames(parse(path, readFileSync(join(root, path), 'utf8'))).toSorted()
}
