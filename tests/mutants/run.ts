import { resolve } from 'node:path'
import setUpDatabase from '../setup/database.ts'
import { type Mutant, readMutants } from './mutant.ts'
import { type FileResult, resultOf, runTests } from './named-tests.ts'
import { copyTree, type TreeCopy } from './tree-copy.ts'
import { objectionTo, type Verdict, verdictOn } from './verdict.ts'

// node tests/mutants/run.ts [name...]

const root = resolve(import.meta.dirname, '../..')
const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort())

const mutants = await readMutants(import.meta.dirname, process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message)
  return process.exit(1)
})
const width = Math.max(...mutants.map(({ name }) => name.length))
const results: (Omit<Mutant, 'patch'> & Verdict & { readonly seconds: number })[] = []

const tree = await copyTree(root)
let stopDatabase: Awaited<ReturnType<typeof setUpDatabase>>
try {
  stopDatabase = await setUpDatabase()
  const tests = mutants.map(({ test }) => test)
  const before = await runTests(tree.root, tests, interrupted.signal)
  for (const mutant of mutants) {
    const start = performance.now()
    const { outcome, said } = await judge(tree, mutant, before)
    const seconds = Math.round((performance.now() - start) / 100) / 10
    console.log(
      `${mutant.name.padEnd(width)}  ${outcome.padEnd(14)}  ${seconds.toFixed(1).padStart(5)} s  ${said ?? ''}`,
    )
    const { name, test, why } = mutant
    results.push({ name, test, why, outcome, said, seconds })
  }
} catch (error) {
  if (!interrupted.signal.aborted) throw error
  console.log('Interrupted')
} finally {
  await tree.remove()
  await stopDatabase?.()
}

const passed = results.filter(({ outcome }) => outcome === 'killed').length
// one that was not judged did not pass
const failed = mutants.length - passed
console.log(JSON.stringify({ passed, failed, mutants: results }, undefined, 2))
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

async function judge(
  tree: TreeCopy,
  { patch, test }: Mutant,
  before: ReadonlyMap<string, FileResult>,
): Promise<Verdict> {
  const objection = objectionTo(resultOf(test, before))
  if (objection) return objection
  if (!(await tree.apply(patch))) return { outcome: 'does not apply' }
  try {
    return verdictOn(resultOf(test, await runTests(tree.root, [test], interrupted.signal)))
  } finally {
    await tree.revert(patch)
  }
}
