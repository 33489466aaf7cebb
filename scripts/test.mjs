import { ensureChromium } from './chromium.mjs'
import { ensureGateway } from './gateway.mjs'
import { ensureNats } from './nats.mjs'
import { ensureNginx } from './nginx.mjs'
import { ensureRedis } from './redis.mjs'
import { ensureInstalled, runNode } from './setup.mjs'
import { buildStorefront } from './storefront.mjs'

ensureInstalled({ dev: true })
ensureGateway()

/** What the tests need besides packages, by the environment variable that names it. */
const programs = [
  { variable: 'CHROMIUM', name: 'Chromium', path: ensureChromium(), without: 'tests in the browser' },
  { variable: 'NATS_SERVER', name: 'nats-server', path: ensureNats(), without: 'tests of the bus' },
  { variable: 'NGINX', name: 'nginx', path: ensureNginx(), without: 'tests of copies behind it' },
  { variable: 'REDIS_SERVER', name: 'redis-server', path: ensureRedis(), without: 'tests of what processes share' },
]
for (const { variable, name, path, without } of programs) {
  if (path) continue
  console.error(`No ${name} found, and it cannot be installed from here: ${without} will fail.`)
  console.error(`Install it, or name one in the environment variable ${variable}.`)
}
buildStorefront()

const reporters = [process.env.CI ? 'dot' : 'default', './scripts/tally.mjs']
if (process.env.GITHUB_ACTIONS) reporters.push('github-actions')
runNode(
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...reporters.map((reporter) => `--reporter=${reporter}`),
    ...process.argv.slice(2),
  ],
  Object.fromEntries(programs.flatMap(({ variable, path }) => (path ? [[variable, path]] : []))),
)
