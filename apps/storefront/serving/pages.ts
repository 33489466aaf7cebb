import { errorCodes, type FastifyReply, type FastifyRequest } from 'fastify'
import { encode, encodingFor } from './encoding.ts'
import { keptAddress } from './kept-pages.ts'
import { chosenMarket } from './market-cookie.ts'
import type { NewPage, PageStore, StoredPage } from './page-store.ts'
import { byDigests, contentPolicy, newNonce } from './policy.ts'
import type { Direct, Render } from './render.ts'

export type PagesOptions = {
  readonly render: Render
  readonly store: PageStore
  readonly direct: Direct
  readonly publicUrl: string
  /** Scheme and host of every page, where they do not follow from the request. */
  readonly publicOrigin?: string | undefined
  /** Whether pages for developers are shown. */
  readonly development: boolean
}

/** Milliseconds after which a page is made anew even if no event said so. */
const backstop = 60_000

/** Answers requests for pages: from what is kept where a page is the same for everybody, else made for the one who asks. */
export function createPages(options: PagesOptions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const anonymous = request.method !== 'POST' && request.headers.authorization === undefined
    const address = anonymous ? keptAddress(request.url) : undefined
    if (address === undefined) return sendOwn(request, reply, options)

    const market = chosenMarket(request.headers.cookie)
    const encoding = encodingFor(request.headers['accept-encoding'])
    const key = `page ${encoding} ${market ?? ''} ${address}`
    const page =
      options.store.get(key) ??
      (await options.store.load(key, () => makeKept(address, { ...options, market, encoding })))
    return sendKept(request, reply, page)
  }
}

type KeptOptions = PagesOptions & {
  readonly market: string | undefined
  readonly encoding: ReturnType<typeof encodingFor>
}

/** Made from the address alone: no cookie and no header of the one who happens to ask first gets into it. */
async function makeKept(
  address: string,
  { render, direct, publicUrl, development, market, encoding }: KeptOptions,
): Promise<NewPage> {
  const nonce = newNonce()
  const request = new Request(publicUrl + address)
  const { response, tags } = await render({ request, direct, publicUrl, development, market, nonce })
  if (response.headers.has('set-cookie'))
    throw new Error(`${address} sets a cookie on a page that is kept for everybody`)
  const { html, digests } = byDigests(await response.text(), nonce)
  const contentType = response.headers.get('content-type') ?? 'text/html; charset=utf-8'
  const isPage = contentType.startsWith('text/html')
  return {
    status: response.status,
    contentType,
    body: await encode(Buffer.from(html), encoding),
    tags: response.status === 200 ? tags : undefined,
    keepFor: backstop,
    headers: {
      ...passedOn(response.headers),
      ...(encoding !== 'identity' && { 'content-encoding': encoding }),
      ...(isPage && { 'content-security-policy': contentPolicy(digests, address) }),
    },
  }
}

function sendKept(request: FastifyRequest, reply: FastifyReply, page: StoredPage): FastifyReply {
  reply.headers({ ...page.headers, vary: 'Cookie, Accept-Encoding' }).type(page.contentType)
  if (page.status !== 200) return reply.code(page.status).header('cache-control', 'no-store').send(page.body)
  reply.header('cache-control', 'public, max-age=0, must-revalidate').header('etag', page.etag)
  return request.headers['if-none-match'] === page.etag ? reply.code(304).send() : reply.send(page.body)
}

async function sendOwn(request: FastifyRequest, reply: FastifyReply, options: PagesOptions): Promise<FastifyReply> {
  const { render, direct, publicUrl, publicOrigin, development } = options
  const nonce = newNonce()
  const market = chosenMarket(request.headers.cookie)
  const asked = webRequest(request, publicOrigin)
  const { response } = await render({ request: asked, direct, publicUrl, development, market, nonce })
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
  const [path = ''] = request.url.split('?', 1)
  return reply
    .code(response.status)
    .headers(passedOn(response.headers))
    .header('content-security-policy', contentPolicy([`nonce-${nonce}`], path))
    .header('cache-control', 'no-store')
    .header('content-type', response.headers.get('content-type') ?? 'text/plain; charset=utf-8')
    .send(Buffer.from(await response.arrayBuffer()))
}

/** What pages and the router say by headers of their own; everything else is the server's to decide. */
const spoken = [
  'location',
  'referrer-policy',
  'retry-after',
  'x-remix-response',
  'x-remix-reload-document',
  'x-robots-tag',
]

function passedOn(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries(
    spoken.flatMap((name) => {
      const value = headers.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}

function webRequest(request: FastifyRequest, publicOrigin?: string): Request {
  const url = `${publicOrigin ?? `${request.protocol}://${request.host}`}${request.url}`
  // the host is whatever the caller wrote
  if (!URL.canParse(url)) throw new errorCodes.FST_ERR_BAD_URL(url)
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one)
  }
  // calls of operations while the page is made are counted under it
  headers.set('merx-address', request.ip ?? '')
  const body = request.method === 'POST' && Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : null
  return new Request(url, { method: request.method, headers, body })
}
