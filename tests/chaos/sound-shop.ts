import { addItem } from '@merx/cart'
import { VariantId } from '@merx/catalog'
import { provide, type Sql } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { cancelOrder, checkout } from '@merx/ordering'
import { cashOnDelivery, paymentProviders, receiveWebhook } from '@merx/payments'
import { modules } from '../../merx.config.ts'
import { type Bank, openBank } from '../setup/bank-in-memory.ts'
import { answered, purchase } from '../setup/whole-shop.ts'
import type { BankPayment } from './bank-account.ts'
import { booksOf } from './checker.ts'
import type { Books } from './checks/check.ts'
import { stockShop } from './goods.ts'
import { probeModule } from './probe.ts'

type Order = {
  readonly id: string
  readonly number: string
  readonly token: string
  readonly paymentId: string
  readonly cartId: string
  readonly variantId: string
  readonly productId: string
  /** The event that told its confirmation. */
  readonly confirmedBy: string
}

/** A shop in which all is well: an order paid by card, one at the door, one cancelled and paid back, one that nobody paid in time. */
export type SoundShop = {
  readonly paid: Order
  readonly atTheDoor: Order
  readonly paidBack: Order
  readonly expired: Order
  /** Shows the books, and undoes what `damage` did to the tables before. */
  look<T>(damage: (sql: Sql) => Promise<unknown>, body: (books: Books) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Nothing runs by the clock here: what is damaged stays so until it is looked at. */
export async function openSoundShop(): Promise<SoundShop> {
  const bank = openBank()
  const shop = await createTestShop({
    modules: [...modules, probeModule],
    provisions: [provide(paymentProviders, [bank.provider, cashOnDelivery])],
    environment: { MERX_PUBLIC_URL: 'https://shop.example', MERX_PAYMENT_MINUTES: '1' },
    clock: false,
  })
  await stockShop(shop.runtime)
  await shop.settled()
  const placed = {
    paid: await placeOrder(shop, 'bank'),
    atTheDoor: await placeOrder(shop, 'cash-on-delivery'),
    paidBack: await placeOrder(shop, 'bank'),
    expired: await placeOrder(shop, 'bank'),
  }
  for (const { paymentId } of [placed.paid, placed.paidBack])
    answered(await shop.call(receiveWebhook, bank.says(paymentId, 'captured')))
  await shop.settled()
  const { number, token } = placed.paidBack
  answered(await shop.call(cancelOrder, { number, token }))
  shop.clock.now = new Date(Date.now() + 61_000)
  await shop.runtime.jobs.runJob('ordering.expire-unpaid-orders')
  await shop.settled()

  const account = await accountOf(shop, bank)
  const undone = new Error('undone')
  return {
    paid: await readOrder(shop, placed.paid),
    atTheDoor: await readOrder(shop, placed.atTheDoor),
    paidBack: await readOrder(shop, placed.paidBack),
    expired: await readOrder(shop, placed.expired),
    look: async (damage, body) => {
      let seen: { readonly value: Awaited<ReturnType<typeof body>> } | undefined
      const looking = shop.runtime.database.web.begin(async (tx) => {
        // without triggers and foreign keys: a broken shop need not have kept them
        await tx`set local session_replication_role = replica`
        await damage(tx)
        const acknowledged = Object.values(placed).map((order) => order.number)
        seen = { value: await body(booksOf(tx, { bank: account, acknowledged })) }
        throw undone
      })
      await looking.catch((error: unknown) => {
        if (error !== undone) throw error
      })
      if (!seen) throw new Error('Nobody looked')
      return seen.value
    },
    close: () => shop.close(),
  }
}

type Placed = Pick<Order, 'number' | 'token' | 'paymentId'>

async function placeOrder(shop: TestShop, provider: string): Promise<Placed> {
  const { database } = shop.runtime
  const [lamp] = await database.web<{ id: string }[]>`select id from catalog.variant where sku = 'LAMP'`
  const [method] = await database.web<{ id: string }[]>`select id from shipping.method`
  const variantId = VariantId.parse(lamp?.id)
  const cart = answered(await shop.call(addItem, { variantId, quantity: 1 }, { credentials: { cart: 'new' } }))
  const order = { ...purchase(1_800), shippingOptionId: method?.id ?? '', payment: { provider } }
  const credentials = { cart: cart.token ?? '' }
  const { number, token = '' } = answered(await shop.call(checkout, order, { credentials, issued: new Map() })).order
  const [payment] = await database.web<{ id: string }[]>`
    select payment_id as id from ordering.order_payment try
    join ordering.order placed on placed.id = try.order_id where 'M-' || placed.number = ${number}`
  return { number, token, paymentId: payment?.id ?? '' }
}

async function readOrder({ runtime }: TestShop, { number, token }: Placed): Promise<Order> {
  const [order] = await runtime.database.web<Order[]>`
    select placed.id, ${number} as number, ${token} as token, try.payment_id as "paymentId", cart_id as "cartId",
      variant_id as "variantId", product_id as "productId", event.id as "confirmedBy"
    from ordering.order placed
    join ordering.order_payment try on try.order_id = placed.id
    join ordering.order_line line on line.order_id = placed.id
    left join kernel.event on event.key = placed.id::text and event.name = 'ordering.order.confirmed.v1'
    where 'M-' || placed.number = ${number}`
  if (!order) throw new Error(`There is no order ${number}`)
  return order
}

/** What the bank in memory would tell of itself. */
async function accountOf({ runtime }: TestShop, bank: Bank): Promise<readonly BankPayment[]> {
  const refunds = await runtime.database.web<{ id: string; paymentId: string }[]>`
    select id, payment_id as "paymentId" from payments.refund`
  const payments = await runtime.database.web<{ id: string; reference: string }[]>`
    select id, reference from payments.payment`
  return [...bank.payments].map(
    ([
      paymentId,
      {
        providerReference,
        status,
        amount: { amount, currency },
      },
    ]) => ({
      id: providerReference,
      status,
      amount,
      currency,
      reference: payments.find(({ id }) => id === paymentId)?.reference ?? '',
      received: status === 'captured' ? amount : 0,
      refunded: refunds
        .filter((refund) => refund.paymentId === paymentId)
        .reduce((sum, { id }) => sum + (bank.refunds.get(id)?.amount.amount ?? 0), 0),
      metadata: { paymentId },
    }),
  )
}
