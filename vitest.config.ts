import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const databaseSetup = 'tests/setup/database.ts'

/** What several modules do together. */
const ofManyModules = [
  'modules/{cart,inventory,notifications,ordering,payments,shipping}/**/*.test.ts',
  'tests/races/{cart,checkout,merge,stock}.test.ts',
]

/** By path, not by what the last run remembers: a failure that hangs on the order comes back in the next run. */
class ByPath extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1))
  }
}

export default defineConfig({
  // the one that Node takes for its dependents too: two builds of graphql do not know each other's types
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    exclude: ['**/node_modules/**', '**/build/**', 'tests/arch/fixtures/**'],
    projects: [
      { extends: true, test: { name: 'together', include: ['**/*.test.ts'] } },
      // the same tests where each module has a database of its own: flows run as sagas, events go over a bus
      { extends: true, test: { name: 'apart', include: ofManyModules, env: { TEST_SHAPE: 'apart' } } },
    ],
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
