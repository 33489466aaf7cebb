import { ensureGateway } from './gateway.mjs'
import { ensureNats } from './nats.mjs'
import { ensureRedis } from './redis.mjs'
import { ensureInstalled, fail, runNode } from './setup.mjs'
import { buildStorefront } from './storefront.mjs'

ensureInstalled({ dev: false })
const nats = ensureNats()
if (!nats) fail('The split needs NATS. Install nats-server, or name one in the environment variable NATS_SERVER.')
const redis = ensureRedis()
if (!redis) fail('The split needs Redis or Valkey. Install one, or name it in the environment variable REDIS_SERVER.')
buildStorefront()
ensureGateway()
runNode(['apps/services/main.ts', ...process.argv.slice(2)], { NATS_SERVER: nats, REDIS_SERVER: redis })
