import { saveProducts } from '@merx/catalog'
import { newId, provide } from '@merx/kernel'
import { answerTier, createHttp, createLog, type Http, httpSettings } from '@merx/kernel/server'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { paymentProviders } from '@merx/payments'
import { redis, type SharedByRedis } from '@merx/redis'
import { type RedisServer, startRedis } from '@merx/redis/testing'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { answered, openWholeShop, shopModules, type WholeShop } from '../setup/whole-shop.ts'

/** One of two processes on one database that share their answers. */
type Process = { readonly shop: TestShop; readonly http: Http; readonly shared: SharedByRedis }

let server: RedisServer
let whole: WholeShop
let one: Process
let two: Process

beforeAll(async () => {
  server = await startRedis()
  whole = await openWholeShop({ clock: false })
  one = await open()
  two = await open()
}, 60_000)

afterAll(async () => {
  for (const process of [one, two]) {
    await process?.http.close()
    await process?.shop.close()
    process?.shared.close()
  }
  await whole?.close()
  await server?.kill()
})

async function open(): Promise<Process> {
  const shared = redis({ url: server.url, scope: 'shop', log: createLog('silent') })
  const shop = await createTestShop({
    modules: shopModules,
    provisions: [provide(paymentProviders, [whole.bank.provider]), provide(answerTier, shared.answers)],
    environment: { MERX_PUBLIC_URL: 'https://shop.example' },
    databases: whole.databases,
  })
  const http = await createHttp(shop.runtime, { settings: httpSettings.schema.parse({}) })
  const process = { shop, http, shared }
  await sharing(process)
  return process
}

const sharing = ({ shared }: Process) => vi.waitFor(() => expect(shared.answers.mark()).toBeDefined(), 10_000)

type Lamp = { readonly key: string; readonly slug: string }

/** Writes what a lamp is called; the same key is the same lamp. */
async function nameLamp({ shop }: Process, key: string, name: string): Promise<Lamp> {
  const product = { externalKey: key, slug: key, name, variants: [{ sku: `SKU-${key}`, weight: 200 }] }
  answered(await shop.call(saveProducts, saveProducts.input.parse({ products: [product] })))
  return { key, slug: key }
}

const newLamp = (name: string) => nameLamp(one, `lamp-${newId()}`, name)

async function ask({ http }: Process, { slug }: Lamp): Promise<{ readonly status: number; readonly name: string }> {
  const answer = await http.fastify.inject({ url: `/api/v1/products/${slug}` })
  return { status: answer.statusCode, name: answer.json().name }
}

/** Everything that was written has been told to the live readers of both. */
async function settled(): Promise<void> {
  await one.shop.settled()
  await two.shop.settled()
  await Promise.all([one, two].map(({ shop }) => shop.runtime.events.round()))
}

test('what one process has made the other tells without asking the database', async () => {
  const lamp = await newLamp('Arc')
  await settled()
  await vi.waitFor(async () => {
    // until nothing more is dropped because of the lamp that is new
    one.shop.runtime.answers.clear()
    await sharing(one)
    expect(await ask(one, lamp)).toEqual({ status: 200, name: 'Arc' })
    const statements = await two.shop.statements(async () => {
      expect(await ask(two, lamp)).toEqual({ status: 200, name: 'Arc' })
    })
    expect(statements).toEqual([])
  }, 10_000)
})

test('an edit in one process is told by it at once, and by the other as soon as it hears of it', async () => {
  const lamp = await newLamp('Before')
  await vi.waitFor(async () => {
    for (const process of [one, two]) expect((await ask(process, lamp)).name).toBe('Before')
  })
  for (const name of ['After', 'Later', 'Last']) {
    await nameLamp(one, lamp.key, name)
    expect((await ask(one, lamp)).name).toBe(name)
    await vi.waitFor(async () => expect((await ask(two, lamp)).name).toBe(name), { timeout: 2_000, interval: 1 })
  }
})

test('an answer begun before an edit in the other process is not told after it by anybody', async () => {
  for (let round = 0; round < 20; round += 1) {
    const lamp = await newLamp('Old')
    await Promise.all([nameLamp(two, lamp.key, 'New'), ...Array.from({ length: 5 }, () => ask(one, lamp))])
    expect((await ask(two, lamp)).name).toBe('New')
    await settled()
    for (const process of [one, two]) expect((await ask(process, lamp)).name).toBe('New')
  }
}, 60_000)

test('with Redis killed and restarted in the middle no request fails, and edits are seen all the same', async () => {
  const lamp = await newLamp('0')
  const statuses = new Set<number>()
  let asked = 0
  let stopped = false
  const asking = [one, two].map(async (process) => {
    while (!stopped) {
      asked += 1
      statuses.add((await ask(process, lamp)).status)
      await new Promise((resolve) => setImmediate(resolve))
    }
  })
  const edit = async (name: string) => {
    await nameLamp(two, lamp.key, name)
    await vi.waitFor(async () => {
      for (const process of [one, two]) expect((await ask(process, lamp)).name).toBe(name)
    }, 5_000)
  }
  for (let round = 1; round <= 3; round += 1) {
    await server.kill()
    await edit(`${round} away`)
    await server.start()
    await Promise.all([sharing(one), sharing(two)])
    await edit(`${round} back`)
  }
  stopped = true
  await Promise.all(asking)
  expect([...statuses]).toEqual([200])
  expect(asked).toBeGreaterThan(100)
}, 60_000)
