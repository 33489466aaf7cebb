import { afterAll, beforeAll, describe } from 'vitest'
import type { OpenShop } from '../journeys/open-shop.ts'
import { allViews, purchaseInBrowser } from '../journeys/purchase-in-browser.ts'
import { purchaseOverHttp } from '../journeys/purchase-over-http.ts'
import { racesOverHttp } from '../races/races-over-http.ts'
import { followed } from './followed.ts'
import { oneGraph } from './one-graph.ts'
import { openSplitShop, type SplitShop } from './open-split-shop.ts'

/** Started once for all suites of this file: a split is many processes. `SPLIT_FULL` shows the pages in every way. */
let shop: SplitShop
beforeAll(async () => {
  shop = await openSplitShop(
    { MERX_MAX_IN_FLIGHT: '10000', MERX_REQUEST_TIMEOUT: '100', MERX_SERVICE_TIMEOUT: '15' },
    { withGateway: true },
  )
}, 180_000)
afterAll(() => shop?.stop(), 60_000)

const open = async (): Promise<OpenShop> => ({ ...shop, stop: async () => {} })

describe('the purchase over HTTP, every module its own process', () => purchaseOverHttp(open))
describe('the purchase in Chromium, every module its own process', () =>
  purchaseInBrowser(open, process.env.SPLIT_FULL ? allViews : [{ width: 390, script: true }]))
describe('races, every module its own process', () => racesOverHttp(open))
describe('GraphQL, every module a subgraph', () =>
  oneGraph(async () => ({ url: shop.url, gatewayUrl: shop.split.gatewayUrl })))
describe('GraphQL subscriptions, every module its own process', () => followed(open))
