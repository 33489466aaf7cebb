import { fastify } from 'fastify'
import { expect, it } from 'vitest'
import type { PageStore } from './page-store.ts'
import { createPages } from './pages.ts'

const store: PageStore = {
  get: () => undefined,
  load: () => Promise.reject(new Error('a page of one who asks is not kept')),
}

/** Answers with the address under which a page is rendered. */
async function shopAt(publicOrigin?: string) {
  const sendPage = createPages({
    render: async ({ request }) => ({ response: new Response(request.url), tags: undefined }),
    store,
    direct: () => Promise.reject(new Error('nothing is called')),
    publicUrl: 'https://shop.example',
    publicOrigin,
    development: false,
  })
  const app = fastify()
  app.get('/*', sendPage)
  return (host: string) => app.inject({ url: '/cart', headers: { host } })
}

it('is rendered at the address by which the shop was called', async () => {
  const ask = await shopAt()
  expect((await ask('127.0.0.1:3000')).body).toBe('http://127.0.0.1:3000/cart')
})

it.each(['a"><script>', 'a b', '[::1'])('is not rendered at %s, which is no host', async (host) => {
  const ask = await shopAt()
  expect((await ask(host)).statusCode).toBe(400)
})

it.each(['10.0.0.7:3000', 'a"><script>'])(
  'is rendered where buyers know the shop, though %s was called',
  async (host) => {
    const ask = await shopAt('https://shop.example')
    expect((await ask(host)).body).toBe('https://shop.example/cart')
  },
)
