import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyTree, type TreeCopy } from './tree-copy.ts'

let root: string
let copy: TreeCopy
beforeAll(async () => {
  root = await mkdtemp(join(await realpath(tmpdir()), 'merx-tree-'))
  for (const folder of ['kernel', 'data', 'node_modules/@merx', 'node_modules/zod'])
    await mkdir(join(root, folder), { recursive: true })
  await writeFile(join(root, '.gitignore'), 'node_modules/\ndata/\n')
  await writeFile(join(root, 'kernel/guard.ts'), 'guard()\nsell()\n')
  await writeFile(join(root, 'data/shop'), 'of somebody')
  await symlink(join(root, 'kernel'), join(root, 'node_modules/@merx/kernel'), 'junction')
  execFileSync('git', ['init', '--quiet'], { cwd: root })
  copy = await copyTree(root)
})
afterAll(async () => {
  await copy.remove()
  await rm(root, { recursive: true, force: true })
})

const patch = `Why: text before the patch is passed over.

--- a/kernel/guard.ts
+++ b/kernel/guard.ts
@@ -1,2 +1 @@
-guard()
 sell()
`
const guarded = (folder: string) => readFile(join(folder, 'kernel/guard.ts'), 'utf8')

test('a copy has what git would take, and its workspaces are its own', async () => {
  expect(await guarded(copy.root)).toBe('guard()\nsell()\n')
  expect(existsSync(join(copy.root, 'data'))).toBe(false)
  expect(await realpath(join(copy.root, 'node_modules/@merx/kernel'))).toBe(join(copy.root, 'kernel'))
  expect(await realpath(join(copy.root, 'node_modules/zod'))).toBe(join(root, 'node_modules/zod'))
})

test('a patch changes the copy alone, and is taken back', async () => {
  expect(await copy.apply(patch)).toBe(true)
  expect([await guarded(copy.root), await guarded(root)]).toEqual(['sell()\n', 'guard()\nsell()\n'])
  expect(await copy.apply(patch), 'it does not fit any more').toBe(false)
  await copy.revert(patch)
  expect(await guarded(copy.root)).toBe('guard()\nsell()\n')
})
