import { ensureInstalled, runNode } from './setup.mjs'
import { buildStorefront } from './storefront.mjs'

ensureInstalled({ dev: false })
buildStorefront()
// the young generation would else grow to three times 16 MB at the start and stay so: 40 MB of an idle shop
runNode(['--max-semi-space-size=8', 'apps/server/main.ts', ...process.argv.slice(2)])
