import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, node24, root } from './setup.mjs'

const tsc = 'node_modules/typescript-native/bin/tsc'

const checks = [
  { name: 'types', runs: [[tsc, '-p', '.']] },
  {
    name: 'storefront types',
    runs: [
      ['node_modules/@react-router/dev/bin.cjs', 'typegen', 'apps/storefront'],
      [tsc, '--noEmit', '-p', 'apps/storefront'],
    ],
    needs: 'apps/storefront/tsconfig.json',
  },
  { name: 'gateway types', runs: [[tsc, '-p', 'apps/gateway']], needs: 'apps/gateway/node_modules' },
  {
    name: 'lint and format',
    runs: [
      ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '--diagnostic-level=warn', '--colors=off'],
    ],
  },
  { name: 'boundaries', runs: [['tests/arch/main.ts']] },
  { name: 'dead code', runs: [['node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints']] },
]

await ensureInstalled({ dev: true })
const node = node24()

const results = checks.filter(({ needs }) => !needs || existsSync(join(root, needs))).map(run)
const failed = results.filter(({ output }) => output !== undefined)

for (const { name, output } of failed) console.log(`\n${name}\n${output}`)
console.log()
for (const { name, output, seconds } of results)
  console.log(`${output === undefined ? 'ok    ' : 'failed'}  ${name.padEnd(18)} ${seconds.toFixed(1).padStart(5)} s`)
process.exitCode = failed.length > 0 ? 1 : 0

/** Runs one check; what it said is kept only if it failed. */
function run({ name, runs }) {
  const start = performance.now()
  let output
  for (const args of runs) {
    const { status, stdout, stderr, error } = spawnSync(node, args, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 2 ** 20,
    })
    if (status === 0) continue
    output = error ? error.message : `${stdout}${stderr}`.trimEnd()
    break
  }
  return { name, output, seconds: (performance.now() - start) / 1000 }
}
