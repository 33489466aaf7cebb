import { timingSafeEqual } from 'node:crypto'
import formBody from '@fastify/formbody'
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import { serveApi } from './api.ts'
import { openBooks } from './database.ts'
import { answerError, BankError } from './errors.ts'
import { servePages } from './payment-pages.ts'
import { createSender } from './sender.ts'
import { serveTestControls } from './test-controls.ts'

export type BankOptions = {
  /** What shops show as bearer token. */
  readonly apiKey: string
  /** What webhooks are signed with. */
  readonly secret: string
  /** Where buyers' browsers reach the bank, without a slash at the end; absent: as the shop addressed it. */
  readonly publicUrl?: string | undefined
  /** Where the books are kept; absent: in memory. */
  readonly databaseFile?: string | undefined
  /** The pause before a webhook that failed is sent again, a second unless told; it doubles with every failure. */
  readonly retryMs?: number | undefined
}

/** A bank as a Fastify plugin: alone, or under a prefix of another server. It knows shops by HTTP alone. */
export function createBank({ apiKey, secret, publicUrl, databaseFile, retryMs }: BankOptions): FastifyPluginAsync {
  return async (app) => {
    const books = openBooks(databaseFile ?? ':memory:')
    const sender = createSender({ books, secret, retryMs: retryMs ?? 1_000 })
    app.addHook('onReady', async () => sender.wake())
    app.addHook('onClose', async () => {
      await sender.stop()
      books.close()
    })

    // the server around may parse bodies in ways of its own
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('application/json', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'))
    await app.register(formBody)
    app.setErrorHandler(answerError)

    const requireKey = async (request: FastifyRequest) => {
      if (!isBearer(request.headers.authorization, apiKey))
        throw new BankError(401, 'unauthenticated', 'Show the API key as bearer token.')
    }
    const base = (request: FastifyRequest) => publicUrl ?? `${request.protocol}://${request.host}${app.prefix}`
    await app.register(async (keyed: FastifyInstance) => {
      keyed.addHook('onRequest', requireKey)
      await keyed.register(async (api) => serveApi(api, { books, sender, base }))
      serveTestControls(keyed, { books, sender })
    })
    servePages(app, { books, sender, prefix: app.prefix })
  }
}

function isBearer(header: string | undefined, apiKey: string): boolean {
  const shown = Buffer.from(header ?? '')
  const wanted = Buffer.from(`Bearer ${apiKey}`)
  return shown.length === wanted.length && timingSafeEqual(shown, wanted)
}
