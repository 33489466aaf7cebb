import { listTokenKeys } from '@merx/accounts'
import type { Extension, Runtime } from '@merx/kernel/server'

/** Where others look for the public keys of access tokens (RFC 8615). They are asked for by who meets a key that he does not know. */
export function tokenKeysDoor(runtime: Runtime): Extension {
  return (fastify) => {
    fastify.get('/.well-known/jwks.json', async (_request, reply) => {
      const keys = await runtime.call(listTokenKeys, {})
      return reply
        .header('cache-control', 'public, max-age=300')
        .type('application/jwk-set+json')
        .send(JSON.stringify(keys))
    })
  }
}
