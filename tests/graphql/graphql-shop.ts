import { createHttp, httpSettings } from '@merx/kernel/server'
import { unhurried } from '../journeys/open-shop.ts'
import { openWholeShop, type WholeShop } from '../setup/whole-shop.ts'

export const staffKey = 'a-key-of-the-staff-that-is-long-enough'

// biome-ignore lint/suspicious/noExplicitAny: an answer has the shape that its document asks for
type Told = any

export type Asked = {
  readonly variables?: object
  readonly headers?: Readonly<Record<string, string>>
}

export type Reply = {
  readonly status: number
  readonly data: Told
  readonly errors: Told
  readonly headers: Readonly<Record<string, unknown>>
}

/** The whole shop with its doors. */
export type GraphqlShop = WholeShop & {
  ask(query: string, asked?: Asked): Promise<Reply>
  rest(path: string, headers?: Readonly<Record<string, string>>): Promise<Told>
}

export async function openGraphqlShop(): Promise<GraphqlShop> {
  const shop = await openWholeShop()
  const settings = httpSettings.schema.parse({ ...unhurried, MERX_STAFF_KEY: staffKey })
  const http = await createHttp(shop.runtime, { settings })
  return {
    ...shop,
    ask: async (query, { variables, headers = {} } = {}) => {
      const answer = await http.fastify.inject({
        method: 'POST',
        url: '/graphql',
        headers,
        payload: { query, variables },
      })
      const { data, errors } = answer.json()
      return { status: answer.statusCode, data, errors, headers: answer.headers }
    },
    rest: async (path, headers = {}) => (await http.fastify.inject({ url: `/api/v1${path}`, headers })).json(),
    close: async () => {
      await http.close()
      await shop.close()
    },
  }
}
