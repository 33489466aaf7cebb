import { ensureChromium } from './chromium.mjs'
import { ensureInstalled, runNode } from './setup.mjs'
import { buildStorefront } from './storefront.mjs'

ensureInstalled({ dev: true })
const chromium = ensureChromium()
if (!chromium) {
  console.error('No Chromium found, and it cannot be installed from here: tests in the browser will fail.')
  console.error('Install Chromium or Chrome, or name one in the environment variable CHROMIUM.')
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
  chromium ? { CHROMIUM: chromium } : {},
)
