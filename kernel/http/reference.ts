import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Endpoint } from './endpoint.ts'
import { isFresh } from './fresh.ts'
import { openApiOf } from './openapi.ts'
import { referencePage } from './reference-page.ts'
import { style } from './reference-style.ts'

/** What tells others what the API can do; all of it is made once, at the start. */
export function addReference(api: FastifyInstance, endpoints: readonly Endpoint[]): void {
  const document = openApiOf(endpoints)
  const table = Object.fromEntries(
    endpoints.map(({ operation, method, path }) => [operation.name, `${method} ${path}`]),
  )
  const policy = `default-src 'none'; style-src 'sha256-${digest(style)}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

  serve(api, '/v1/openapi.json', { type: 'application/json; charset=utf-8', body: JSON.stringify(document) })
  serve(api, '/v1/operations.json', { type: 'application/json; charset=utf-8', body: JSON.stringify(table) })
  serve(api, '/docs', {
    type: 'text/html; charset=utf-8',
    body: referencePage(document),
    headers: { 'content-security-policy': policy },
  })
}

function serve(
  api: FastifyInstance,
  url: string,
  what: { readonly type: string; readonly body: string; readonly headers?: Readonly<Record<string, string>> },
): void {
  const body = Buffer.from(what.body)
  const etag = `"${digest(what.body)}"`
  api.get(url, (request, reply): FastifyReply => {
    reply.headers({ ...what.headers, etag, 'cache-control': 'public, max-age=0, must-revalidate' }).type(what.type)
    return isFresh(request.headers['if-none-match'], etag) ? reply.code(304).send() : reply.send(body)
  })
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
