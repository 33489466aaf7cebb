import { type Api, type Client, createClient, inProcessTransport } from '@merx/client'
import { createContext } from 'react-router'
import type { PageVisit } from '../../serving/render.ts'
import { tagsOf } from './page-tags.server.ts'

/** What loaders and actions work with. */
export type Shop = {
  readonly client: Client<Api>
  /** The market that the buyer chose; absent: the default one. */
  readonly market: { readonly market?: string }
  readonly publicUrl: string
  /** Whether pages for developers are shown. */
  readonly development: boolean
}

/** A visit of one page: the shop as it sees it, and what has to be known when it is done. */
export type Visit = {
  readonly shop: Shop
  readonly nonce: string
  /** Takes the cookies that calls handed out. */
  readonly answer: Headers
  /** What the answers tell of that were used. */
  readonly tags: Set<string>
  /** Whether every call was answered: a page that lacks what could not be had is not kept for others. */
  isWhole(): boolean
}

export const shopContext = createContext<Shop>()

export const nonceContext = createContext<string>()

export async function beginVisit({ request, direct, market: chosen, nonce, ...known }: PageVisit): Promise<Visit> {
  const answer = new Headers()
  const tags = new Set<string>()
  let isWhole = true
  const send = inProcessTransport({ direct, request, answer, origin: new URL(request.url).origin })
  const client = createClient<Api>({
    transport: async (call) => {
      const reply = await send(call)
      if (reply.status >= 500) isWhole = false
      if (reply.status === 200) for (const tag of tagsOf(call, reply.body)) tags.add(tag)
      return reply
    },
  })
  const market = chosen === undefined ? {} : await knownMarket(client, chosen)
  const { publicUrl, development } = known
  return { shop: { client, market, publicUrl, development }, nonce, answer, tags, isWhole: () => isWhole }
}

/** A market that is gone, or never was, is none that was chosen. */
async function knownMarket(client: Client<Api>, market: string): Promise<Shop['market']> {
  const markets = await client.call('pricing.list-markets')
  return markets.ok && markets.value.items.some(({ code }) => code === market) ? { market } : {}
}
