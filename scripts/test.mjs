import { ensureChromium } from './chromium.mjs'
import { ensureNats } from './nats.mjs'
import { ensureRedis } from './redis.mjs'
import { ensureInstalled, runNode } from './setup.mjs'
import { buildStorefront } from './storefront.mjs'

ensureInstalled({ dev: true })
const chromium = ensureChromium()
if (!chromium) {
  console.error('No Chromium found, and it cannot be installed from here: tests in the browser will fail.')
  console.error('Install Chromium or Chrome, or name one in the environment variable CHROMIUM.')
}
const nats = ensureNats()
if (!nats) {
  console.error('No NATS server found, and it cannot be installed from here: tests of the bus will fail.')
  console.error('Install nats-server, or name one in the environment variable NATS_SERVER.')
}
const redis = ensureRedis()
if (!redis) {
  console.error('No Redis found, and it cannot be installed from here: tests of what processes share will fail.')
  console.error('Install redis-server or valkey-server, or name one in the environment variable REDIS_SERVER.')
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
  {
    ...(chromium && { CHROMIUM: chromium }),
    ...(nats && { NATS_SERVER: nats }),
    ...(redis && { REDIS_SERVER: redis }),
  },
)
