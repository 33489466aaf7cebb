import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Endpoint } from './endpoint.ts'
import { isFresh } from './fresh.ts'
import { openApiOf } from './openapi.ts'
import { referencePage } from './reference-page.ts'
import { style } from './reference-style.ts'

/** What tells others what the API can do. Each text is made when the first one asks: most processes are never asked. */
export function addReference(api: FastifyInstance, endpoints: readonly Endpoint[]): void {
  const policy = `default-src 'none'; style-src 'sha256-${digest(style)}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

  serve(api, '/v1/openapi.json', { type: json, make: () => JSON.stringify(openApiOf(endpoints)) })
  serve(api, '/v1/operations.json', { type: json, make: () => JSON.stringify(tableOf(endpoints)) })
  serve(api, '/docs', {
    type: 'text/html; charset=utf-8',
    make: () => referencePage(openApiOf(endpoints)),
    headers: { 'content-security-policy': policy },
  })
}

const json = 'application/json; charset=utf-8'

function tableOf(endpoints: readonly Endpoint[]): Readonly<Record<string, string>> {
  return Object.fromEntries(endpoints.map(({ operation, method, path }) => [operation.name, `${method} ${path}`]))
}

type Text = {
  readonly type: string
  readonly make: () => string
  readonly headers?: Readonly<Record<string, string>>
}

function serve(api: FastifyInstance, url: string, { type, make, headers = {} }: Text): void {
  let made: { readonly body: Buffer; readonly etag: string } | undefined
  api.get(url, (request, reply): FastifyReply => {
    if (!made) {
      const text = make()
      made = { body: Buffer.from(text), etag: `"${digest(text)}"` }
    }
    const { body, etag } = made
    reply.headers({ ...headers, etag, 'cache-control': 'public, max-age=0, must-revalidate' }).type(type)
    return isFresh(request.headers['if-none-match'], etag) ? reply.code(304).send() : reply.send(body)
  })
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
