import { ensureNginx } from './nginx.mjs'
import { findRedis } from './redis.mjs'
import { ensureInstalled, fail, runNode } from './setup.mjs'
import { buildStorefront } from './storefront.mjs'

ensureInstalled({ dev: false })
const nginx = ensureNginx()
if (!nginx) fail('The copies need nginx before them. Install it, or name one in the environment variable NGINX.')
// without it each copy keeps its own answers and counts its own callers
const redis = findRedis()
buildStorefront()
runNode(['apps/services/replicas/main.ts', ...process.argv.slice(2)], {
  NGINX: nginx,
  ...(redis && { REDIS_SERVER: redis }),
})
