import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const databaseSetup = 'tests/setup/database.ts'

/** By path, not by what the last run remembers: a failure that hangs on the order comes back in the next run. */
class ByPath extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1))
  }
}

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/build/**', 'tests/arch/fixtures/**'],
    // Files share a worker: start-up costs once, and a test that leaves state behind is found out.
    isolate: false,
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: ByPath },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: existsSync(databaseSetup) ? [databaseSetup] : [],
  },
})
