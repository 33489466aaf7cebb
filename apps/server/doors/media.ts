import type { Extension } from '@merx/kernel/server'
import { createRenderer, type MediaStore, parseRendition } from '@merx/media'

const contentTypes = { webp: 'image/webp', jpg: 'image/jpeg' } as const

/** `/media/<hash>/<width>.<format>`: the address names the content, so that it is kept for good. */
export function mediaDoor(store: MediaStore): Extension {
  const render = createRenderer(store)
  return (fastify) => {
    fastify.get<{ Params: { '*': string } }>('/media/*', async (request, reply) => {
      const rendition = parseRendition(request.params['*'])
      const picture = rendition && (await render(rendition))
      if (!rendition || !picture) return reply.code(404).type('text/plain').send('There is no such picture.')
      return reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('x-content-type-options', 'nosniff')
        .type(contentTypes[rendition.format])
        .send(picture)
    })
  }
}
