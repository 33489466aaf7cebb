import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Api, type Client, createClient, httpTransport } from '@merx/client'
import { connect, type Database } from '@merx/kernel/server'
import { newTestDatabase } from '@merx/kernel/testing'
import { freePort } from '@merx/server/postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readBankAccount } from '../chaos/bank-account.ts'
import { booksOf, findViolations } from '../chaos/checker.ts'
import { scarcePieces } from '../chaos/goods.ts'
import { type BankProcess, type ShopProcess, startBank, startShop } from '../chaos/processes.ts'
import { untilSettled } from '../chaos/settle.ts'
import { payWith } from '../journeys/bank-page.ts'
import { answerOf, type Buyer, newBuyer } from '../journeys/buyer.ts'
import { bankPageOf, type CheckoutInput, home, newEmail } from '../journeys/purchase.ts'

/** Two processes of one shop, as behind a balancer. */
type Copy = { readonly url: string; readonly data: string; process: ShopProcess }

let folder: string
let bank: BankProcess
let database: Awaited<ReturnType<typeof newTestDatabase>>
let tables: Database
let publicUrl: string | undefined
const copies: Copy[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'merx-processes-'))
  bank = await startBank(folder)
  database = await newTestDatabase([])
  tables = connect({ url: database.url })
  for (const name of ['one', 'two']) copies.push(await openCopy(name))
}, 120_000)

afterAll(async () => {
  await Promise.all(copies.map(({ process }) => process.end('SIGTERM')))
  await tables.end()
  await bank.end('SIGKILL')
  await database.drop()
  await rm(folder, { recursive: true, force: true })
}, 30_000)

test('200 buyers for 20 pieces over two processes: exactly 20 orders, the others are told that nothing is left', async () => {
  const vase = await variantOf('VASE')
  const carts = await Promise.all(Array.from({ length: 200 }, (_, index) => fillCart(copyOf(index), vase)))

  // filled at one process, checked out at the other
  const answers = await Promise.all(
    carts.map(({ buyer, checkout }, index) => elsewhere(buyer, index + 1).call('ordering.checkout', checkout)),
  )

  expect(tally(answers)).toEqual({ ordered: scarcePieces, out_of_stock: 200 - scarcePieces })
  const placed = answers.flatMap((answer) => (answer.ok ? [answer.value] : []))
  expect(new Set(placed.map(({ order }) => order.number)).size).toBe(scarcePieces)
  expect(await stockOf(vase)).toEqual({ onHand: scarcePieces, reserved: scarcePieces })
  await Promise.all(placed.map((one) => payWith(bankPageOf(one), 'accepted')))
  await expect.poll(() => stockOf(vase), { timeout: 20_000 }).toEqual({ onHand: 0, reserved: 0 })
}, 120_000)

test.each([
  ['without a key', undefined],
  ['with one key', 'fifty-times'],
])(
  'the same checkout 50 times at once over two processes is one order, %s',
  async (_how, idempotencyKey) => {
    const bowl = await variantOf('BOWL')
    const { buyer, checkout } = await fillCart(copyOf(0), bowl)
    const before = await stockOf(bowl)
    const options = idempotencyKey === undefined ? {} : { idempotencyKey }

    const send = async (_: unknown, index: number) => {
      const client = elsewhere(buyer, index)
      for (;;) {
        const answer = await client.call('ordering.checkout', checkout, options)
        // the other process is at it, and says: send the same again
        if (answer.ok || answer.code !== 'idempotency_key_in_progress') return answer
      }
    }

    const answers = await Promise.all(Array.from({ length: 50 }, send))

    expect(tally(answers)).toEqual({ ordered: 50 })
    const [first, ...others] = answers.map((answer) => answerOf(answer))
    if (!first) throw new Error('nobody ordered')
    for (const { order, payment } of others) {
      expect([order.number, order.token, payment]).toEqual([first.order.number, first.order.token, first.payment])
    }
    expect(await stockOf(bowl)).toEqual({ onHand: before.onHand, reserved: before.reserved + 1 })
    await payWith(bankPageOf(first), 'accepted')
    await expect.poll(() => stockOf(bowl), { timeout: 20_000 }).toEqual({ ...before, onHand: before.onHand - 1 })
  },
  60_000,
)

test('the process that leads the log is killed: the other takes over, and each mail goes out once', async () => {
  const lamp = await variantOf('LAMP')
  const [leader, follower] = copies
  if (!leader || !follower) throw new Error('there are two copies')
  // the first to come
  expect([await leads(leader), await leads(follower)]).toEqual([true, false])
  const carts = await Promise.all(Array.from({ length: 20 }, () => fillCart(follower.url, lamp)))

  const orders = carts.map(({ buyer, checkout }) =>
    buyer.call('ordering.checkout', { ...checkout, payment: { provider: 'cash-on-delivery' } }),
  )
  // some have committed and their mails are on the way, the others are still at it
  await Promise.race(orders)
  await leader.process.end('SIGKILL')
  const acknowledged = (await Promise.all(orders)).map((answer) => answerOf(answer).order.number)

  const sql = tables.clock
  // what other tests left unpaid is given up
  await sql`update ordering.order set expires_at = clock_timestamp() where order_status = 'pending'`
  const readBooks = async () => ({ bank: await readBankAccount(bank), acknowledged })
  expect(await untilSettled(sql, readBooks)).toEqual([])
  expect(await findViolations(booksOf(sql, await readBooks()))).toEqual([])
  expect(await leads(follower)).toBe(true)
  const mails = await sql<{ recipient: string; count: number }[]>`
    select recipient, count(*) from notifications.mailbox
    where recipient = any(${carts.map(({ checkout }) => checkout.email ?? '')}) group by recipient`
  // paid at the door, so it is confirmed as it is placed and told of once
  expect(mails.map(({ count }) => count)).toEqual(Array.from({ length: 20 }, () => 1))

  leader.process = await start(leader)
}, 120_000)

async function openCopy(name: string): Promise<Copy> {
  const data = join(folder, name)
  await mkdir(data)
  const place = { data, url: `http://127.0.0.1:${await freePort()}` }
  publicUrl ??= place.url
  return { ...place, process: await start(place) }
}

/** With limits so high that the test meets none of them. */
async function start({ data, url }: Pick<Copy, 'data' | 'url'>): Promise<ShopProcess> {
  const settings = {
    DATABASE_URL: database.url,
    // there is no balancer here: the bank tells the first
    MERX_PUBLIC_URL: publicUrl ?? url,
    LOG_LEVEL: 'info',
    MERX_MAX_LAG: '60000',
    MERX_MAX_IN_FLIGHT: '10000',
    MERX_REQUEST_TIMEOUT: '100',
  }
  const shop = startShop({ data, port: Number(new URL(url).port), bank, settings })
  await shop.opened
  return shop
}

function copyOf(index: number): string {
  return copies[index % copies.length]?.url ?? ''
}

/** Whether the process has taken the lead since it started. */
async function leads({ data }: Copy): Promise<boolean> {
  return (await readFile(join(data, 'shop.log'), 'utf8')).includes('this process leads the event log')
}

type Filled = { readonly buyer: Buyer; readonly checkout: CheckoutInput }

async function fillCart(url: string, variantId: string): Promise<Filled> {
  const buyer = newBuyer(url)
  answerOf(await buyer.call('cart.add-item', { variantId, quantity: 1 }))
  const { country, region, postalCode } = home
  const shipping = answerOf(await buyer.call('cart.list-shipping-options', { country, region, postalCode }))
  const [option] = shipping.items
  if (!option) throw new Error('Nothing is shipped to New York')
  const payment = { provider: 'sandbox' }
  const checkout = {
    email: newEmail(),
    shippingAddress: home,
    shippingOptionId: option.id,
    payment,
    expectedTotal: option.total,
  }
  return { buyer, checkout }
}

/** The same buyer, whom a balancer sends to one of the processes. */
function elsewhere({ tokens }: Buyer, index: number): Client<Api> {
  return createClient<Api>({
    transport: httpTransport({ baseUrl: copyOf(index), headers: () => Object.fromEntries(tokens) }),
  })
}

async function variantOf(sku: string): Promise<string> {
  const [variant] = await tables.clock<{ id: string }[]>`select id from catalog.variant where sku = ${sku}`
  if (!variant) throw new Error(`There is no ${sku}`)
  return variant.id
}

async function stockOf(variantId: string): Promise<{ readonly onHand: number; readonly reserved: number }> {
  const [level] = await tables.clock<{ onHand: number; reserved: number }[]>`
    select sum(on_hand) as "onHand", sum(reserved) as reserved from inventory.stock_level where variant_id = ${variantId}`
  if (!level) throw new Error('There is no stock')
  return level
}

function tally(answers: readonly ({ readonly ok: true } | { readonly ok: false; readonly code: string })[]) {
  const names = answers.map((answer) => (answer.ok ? 'ordered' : answer.code))
  return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]))
}
