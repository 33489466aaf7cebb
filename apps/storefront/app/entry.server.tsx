import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { renderToPipeableStream } from 'react-dom/server'
import {
  createRequestHandler,
  type EntryContext,
  isRouteErrorResponse,
  RouterContextProvider,
  type ServerBuild,
  ServerRouter,
} from 'react-router'
import type { Render } from '../serving/render.ts'
import { beginVisit, nonceContext, shopContext } from './api/shop.server.ts'
import { Nonce } from './layout/nonce.ts'

/** The way in for the server: a page for a request, and what it tells of. */
export function createRender(build: ServerBuild): Render {
  const handle = createRequestHandler(build, 'production')
  return async (asked) => {
    const visit = await beginVisit(asked)
    const context = new RouterContextProvider()
    context.set(shopContext, visit.shop)
    context.set(nonceContext, visit.nonce)
    const response = await handle(asked.request, context)
    for (const cookie of visit.answer.getSetCookie()) response.headers.append('set-cookie', cookie)
    if (response.status === 503) response.headers.set('retry-after', '2')
    // a market that does not exist shows the default one: kept under every name that somebody makes up, it would push out the others
    const isReal = asked.market === visit.shop.market.market
    return { response, tags: isReal && visit.isWhole() ? [...visit.tags] : undefined }
  }
}

/** Pages are sent whole: those that many see are kept, the others are small, and both are made of data that is in this process. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  router: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const nonce = context.get(nonceContext)
  const html = await new Promise<string>((resolve, reject) => {
    const page = (
      <Nonce value={nonce}>
        <ServerRouter context={router} url={request.url} nonce={nonce} />
      </Nonce>
    )
    const stream = renderToPipeableStream(page, {
      nonce,
      onAllReady: () => resolve(text(stream.pipe(new PassThrough()))),
      onShellError: reject,
      onError: (error) => console.error(error),
    })
  })
  headers.set('content-type', 'text/html; charset=utf-8')
  return new Response(html, { status, headers })
}

export function handleError(error: unknown, { request }: { readonly request: Request }): void {
  const isTheirs = isRouteErrorResponse(error) && error.status < 500
  if (!isTheirs && !request.signal.aborted) console.error(error)
}
