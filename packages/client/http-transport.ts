import type { Transport } from './client.ts'
import { unreachable } from './result.ts'

/** Where operations are: `{ 'cart.add-item': 'POST /cart/items' }`, as `/api/v1/operations.json` tells it. */
export type Routes = Readonly<Record<string, string>>

export type HttpTransportOptions = {
  /** The shop's origin; the page's own unless told. */
  readonly baseUrl?: string
  readonly fetch?: typeof fetch
  /** Sent with every call: `Merx-Cart`, `Authorization`, the cookies of a page's request. */
  readonly headers?: () => Readonly<Record<string, string>>
  /** Sees the headers of every answer: tokens that were handed out are in `Merx-Cart` and `Merx-Order`. */
  readonly onHeaders?: (headers: Headers) => void
  /** Known already, for instance baked in at build time; else asked for once. */
  readonly routes?: Routes
}

/** Calls over HTTP, in the browser or from another process. */
export function httpTransport(options: HttpTransportOptions = {}): Transport {
  const { baseUrl = '', headers, onHeaders } = options
  const send = options.fetch ?? ((...given) => fetch(...given))
  const base = `${baseUrl}/api/v1`
  let asked = options.routes && Promise.resolve(options.routes)

  const routes = (): Promise<Routes> => {
    asked ??= send(`${base}/operations.json`).then(async (answer) => {
      if (!answer.ok) throw new TypeError(`The shop answered ${answer.status}`)
      return (await answer.json()) as Routes
    })
    // a failure is not kept: the next call asks again
    asked.catch(() => {
      asked = undefined
    })
    return asked
  }

  return async ({ name, input, idempotencyKey, signal }) => {
    try {
      const route = (await routes())[name]
      if (!route) throw new Error(`The shop shows no operation '${name}'`)
      const { method, path, body } = addressed(route, input)
      const answer = await send(base + path, {
        method,
        headers: {
          ...headers?.(),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        ...(body === undefined ? {} : { body }),
        ...(signal ? { signal } : {}),
      })
      onHeaders?.(answer.headers)
      const text = await answer.text()
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
    } catch (error) {
      // fetch fails by a TypeError, a page of some proxy by a SyntaxError
      if (error instanceof TypeError || error instanceof SyntaxError) return { status: 502, body: unreachable(502) }
      throw error
    }
  }
}

/** Puts the fields of an input where the route has them. */
function addressed(
  route: string,
  input: unknown,
): { readonly method: string; readonly path: string; readonly body?: string } {
  const [method = '', template = ''] = route.split(' ')
  const rest = new Map(Object.entries(input ?? {}).filter(([, value]) => value !== undefined))
  const path = template.replace(/\{(.*?)\}/g, (_, name: string) => {
    const value = rest.get(name)
    rest.delete(name)
    return encodeURIComponent(String(value))
  })
  if (method !== 'GET' && method !== 'DELETE') return { method, path, body: JSON.stringify(Object.fromEntries(rest)) }
  const query = new URLSearchParams([...rest].flatMap(([name, value]) => pairs(name, value)))
  return { method, path: query.size > 0 ? `${path}?${query}` : path }
}

/** A query string cannot say null: it is left out, as in process. */
function pairs(name: string, value: unknown): [string, string][] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value.flatMap((one) => pairs(name, one))
  return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]]
}
