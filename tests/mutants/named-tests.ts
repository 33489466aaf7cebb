import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { z } from 'zod'
import type { NamedTest } from './mutant.ts'

/** How a test ended that was run. */
export type TestResult = {
  readonly name: string
  readonly passed: boolean
  readonly said: string | undefined
}

/** A file that could not be loaded or set up has no tests, and says why. */
export type FileResult = { readonly tests: readonly TestResult[]; readonly fault: string | undefined }

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string().nullish(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
})

/** Far above what the slowest needs; a mutant may wait for ever. */
const longest = 300_000

/** Runs the named tests of a tree and answers by file. */
export async function runTests(
  root: string,
  tests: readonly NamedTest[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, FileResult>> {
  const output = join(root, 'node_modules/.mutant-report.json')
  await rm(output, { force: true })
  const files = new Set(tests.map(({ file }) => file))
  const names = new Set(tests.map(({ name }) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')))
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...files,
      `--testNamePattern=${[...names].join('|')}`,
      '--project=together',
      '--reporter=json',
      `--outputFile=${output}`,
    ],
    { cwd: root, stdio: 'ignore', timeout: longest, signal },
  )
  // an abort is told as an error as well
  child.on('error', () => {})
  await once(child, 'close')
  signal.throwIfAborted()
  const report = await readFile(output, 'utf8').catch(() => '{ "testResults": [] }')
  return new Map(
    Report.parse(JSON.parse(report)).testResults.map(({ name, message, assertionResults }) => [
      relative(root, name).split(sep).join('/'),
      {
        tests: assertionResults
          .filter(({ status }) => status === 'passed' || status === 'failed')
          .map(({ fullName, status, failureMessages }) => ({
            name: fullName,
            passed: status === 'passed',
            said: failureMessages?.[0]?.split('\n')[0],
          })),
        fault: message?.split('\n')[0] || undefined,
      },
    ]),
  )
}

/** What a run says of one named test. */
export function resultOf(test: NamedTest, results: ReadonlyMap<string, FileResult>): FileResult {
  const { tests = [], fault } = results.get(test.file) ?? {}
  return { tests: tests.filter(({ name }) => name.includes(test.name)), fault }
}
