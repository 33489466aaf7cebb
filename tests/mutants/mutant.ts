import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** One way to break the code, and the test that must notice. */
export type Mutant = {
  readonly name: string
  readonly patch: string
  readonly test: NamedTest
  readonly why: string
}

/** Every test of the file whose full name contains `name`. */
export type NamedTest = { readonly file: string; readonly name: string }

/** Reads a patch whose first lines say `Test: path/to/file.test.ts -t "name"` and `Why: ...`. */
export function parseMutant(name: string, patch: string): Mutant {
  const [, file, testName] = /^Test: (\S+\.test\.ts) -t "(.+)"$/m.exec(patch) ?? []
  const [, why] = /^Why: (.+)$/m.exec(patch) ?? []
  if (!file || !testName || !why) {
    throw new Error(`${name}.patch does not begin with 'Test: path/to/file.test.ts -t "name"' and 'Why: ...'`)
  }
  return { name, patch, test: { file, name: testName }, why }
}

/** The mutants of a folder by name, or those of them that are asked for. */
export async function readMutants(folder: string, wanted: readonly string[]): Promise<readonly Mutant[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.patch')).sort()
  const all = await Promise.all(
    files.map(async (file) => parseMutant(basename(file, '.patch'), await readFile(join(folder, file), 'utf8'))),
  )
  const unknown = wanted.filter((name) => !all.some((mutant) => mutant.name === name))
  if (unknown.length > 0) {
    throw new Error(`There is no mutant ${unknown.join(', ')}. There are ${all.map(({ name }) => name).join(', ')}.`)
  }
  return wanted.length === 0 ? all : all.filter(({ name }) => wanted.includes(name))
}
