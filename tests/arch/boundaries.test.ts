import { cpSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { check } from './checker.ts'
import { fileRules } from './file-rules.ts'
import { importRules } from './rules.ts'
import { readWorkspace } from './workspace.ts'

const repository = join(import.meta.dirname, '../..')
const fixtures = join(import.meta.dirname, 'fixtures')
const scratch = mkdtempSync(join(tmpdir(), 'merx-arch-'))
const rules = [...importRules, ...fileRules].map(({ name }) => name)

afterAll(() => rmSync(scratch, { recursive: true }))

test('the repository keeps its architecture', async () => {
  const violations = await check(repository)
  expect(violations.map(({ rule, path, what }) => `${rule}: ${path} ${what}`)).toEqual([])
})

test('the rules cover every package on the disk', () => {
  const onDisk = globSync(
    ['kernel', 'demo', '{modules,providers,packages,apps}/*'].map((folder) => `${folder}/package.json`),
    {
      cwd: repository,
    },
  )
  // what has a lockfile of its own is installed by itself and imports nothing of ours
  const islands = new Set(globSync('apps/*/package-lock.json', { cwd: repository }).map((path) => dirname(path)))
  expect([...islands]).toEqual(['apps/gateway'])
  const ours = onDisk.filter((manifest) => !islands.has(dirname(manifest)))
  expect(readWorkspace(repository).packages.map(({ folder }) => `${folder}/package.json`)).toEqual(ours.sort())
})

test('dependency-cruiser reads TypeScript with a compiler it understands', () => {
  const resolve = createRequire(import.meta.resolve('dependency-cruiser')).resolve
  const { version } = JSON.parse(readFileSync(resolve('typescript/package.json'), 'utf8'))
  expect(version).toBe('6.0.3')
})

test('every rule has a fixture, and every fixture a rule', () => {
  expect(readdirSync(fixtures).sort()).toEqual([...rules, 'clean'].sort())
})

test('a workspace that keeps the rules is clean', async () => {
  expect(await check(layOut())).toEqual([])
})

test.each(rules)('%s is caught in each file that breaks it, and nothing else is reported', async (rule) => {
  const violations = await check(layOut(rule))
  expect([...new Set(violations.map((violation) => violation.rule))]).toEqual([rule])
  expect([...new Set(violations.map(({ path }) => path))].sort()).toEqual(
    globSync('**/*.*', { cwd: join(fixtures, rule) }).sort(),
  )
})

/** The clean workspace with the files of one fixture laid over it, installed as npm would. */
function layOut(fixture?: string): string {
  const root = join(scratch, fixture ?? 'clean')
  cpSync(join(fixtures, 'clean'), root, { recursive: true })
  if (fixture) cpSync(join(fixtures, fixture), root, { recursive: true })
  for (const { name, folder } of readWorkspace(root).packages) {
    const link = join(root, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, folder), link)
  }
  return root
}
