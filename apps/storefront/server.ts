import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { loadAssets, sendAsset } from './serving/assets.ts'
import { loadBundle } from './serving/bundle.ts'
import type { PageStore } from './serving/page-store.ts'
import { createPages } from './serving/pages.ts'
import type { Direct } from './serving/render.ts'

export type StorefrontOptions = {
  /** Where the pages are kept that everybody sees alike. */
  readonly answers: PageStore
  /** Scheme and host under which buyers know the shop. */
  readonly publicUrl: string
  /** The same, where it stands for what requests say of themselves. */
  readonly publicOrigin?: string | undefined
  /** Whether pages for developers are shown. */
  readonly development: boolean
}

/** No form of the shop comes near it. */
const maxForm = 64 * 1024

/** Serves the shop's pages and what they load. It answers every path that nobody else does, so it comes last. */
export function storefront({ answers, publicUrl, publicOrigin, development }: StorefrontOptions) {
  return async (fastify: FastifyInstance, { direct }: { readonly direct: Direct }): Promise<void> => {
    const build = join(import.meta.dirname, 'build')
    const render = await loadBundle(build)
    const assets = loadAssets(join(build, 'client'))
    const sendPage = createPages({ render, store: answers, direct, publicUrl, publicOrigin, development })

    fastify.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxForm }, (_request, body, done) =>
      done(null, body),
    )
    fastify.route({
      method: ['GET', 'POST'],
      url: '/*',
      handler: (request, reply) => {
        const path = request.url.split('?', 1)[0] ?? ''
        // an address of the API that does not exist is a problem and not a page, and what is no path is nothing
        if (!path.startsWith('/') || path.startsWith('/api/')) return reply.callNotFound()
        const asset = assets.get(path)
        return asset ? sendAsset(request, reply, asset) : sendPage(request, reply)
      },
    })
  }
}
