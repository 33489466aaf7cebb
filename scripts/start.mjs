import { ensureInstalled, runNode } from './setup.mjs'
import { buildStorefront } from './storefront.mjs'

ensureInstalled({ dev: false })
buildStorefront()
runNode(['apps/server/main.ts', ...process.argv.slice(2)])
