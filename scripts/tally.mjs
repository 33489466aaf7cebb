// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its default export
export default class Tally {
  /** Ends the run with one plain line that a script can read. A file that could not be loaded counts as a failure. */
  onTestRunEnd(modules, errors) {
    const count = { passed: 0, failed: errors.length, skipped: 0 }
    for (const module of modules) {
      count.failed += module.errors().length
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state in count) count[state]++
      }
    }
    console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
  }
}
