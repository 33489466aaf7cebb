import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A copy of the working tree, changes that are not committed included. Patches are applied here and nowhere else. */
export type TreeCopy = {
  readonly root: string
  /** False where the patch does not fit; then nothing was changed. */
  apply(patch: string): Promise<boolean>
  revert(patch: string): Promise<void>
  remove(): Promise<void>
}

export async function copyTree(root: string): Promise<TreeCopy> {
  const copy = await mkdtemp(join(await realpath(tmpdir()), 'merx-mutants-'))
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    maxBuffer: 64 * 2 ** 20,
  })
  for (const file of new Set(stdout.split('\0'))) {
    // deleted files are listed until they are committed
    if (file !== '' && existsSync(join(root, file))) await cp(join(root, file), join(copy, file))
  }
  await linkPackages(root, copy)
  return {
    root: copy,
    apply: (patch) =>
      gitApply(copy, patch).then(
        () => true,
        () => false,
      ),
    revert: (patch) => gitApply(copy, patch, '--reverse'),
    remove: () => rm(copy, { recursive: true, force: true }),
  }
}

/** Links what was installed; the workspaces among it are linked to the copy, or the tests would run what is not mutated. */
async function linkPackages(root: string, copy: string): Promise<void> {
  const installed = join(root, 'node_modules')
  const entries = await readdir(installed, { withFileTypes: true })
  const scopes = entries.filter((entry) => entry.name.startsWith('@')).map(({ name }) => name)
  const scoped = await Promise.all(
    scopes.map(async (scope) => (await readdir(join(installed, scope))).map((name) => join(scope, name))),
  )
  const packages = [...entries.map(({ name }) => name).filter((name) => !name.startsWith('@')), ...scoped.flat()]
  for (const name of packages) {
    const target = await realpath(join(installed, name))
    const isWorkspace = target.startsWith(root + sep) && !target.startsWith(installed + sep)
    const link = join(copy, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(isWorkspace ? join(copy, relative(root, target)) : target, link, 'junction')
  }
}

async function gitApply(copy: string, patch: string, ...options: readonly string[]): Promise<void> {
  // outside of any repository, whatever folder is used for temporary files
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: dirname(copy) }
  const applying = run('git', ['apply', ...options, '-'], { cwd: copy, env })
  applying.child.stdin?.end(patch)
  await applying
}
