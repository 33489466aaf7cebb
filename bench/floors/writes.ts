import { createHash, randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import { address } from '../load/scenarios.ts'
import { statements, type Values } from './statements.ts'

/** Puts one of a variant into a fresh cart and gives the token that leads back to it. */
export type AddItem = (variantId: string) => Promise<string>

export type Checkout = (token: string, provider: string) => Promise<void>

export type Writes = { readonly addItem: AddItem; readonly checkout: Checkout }

const addItemRows = statements('add-item')
const addItemAtOnce = statements('add-item-at-once')
const placeOrder = statements('place-order')
const unpaid = statements('place-order-unpaid')
const atTheDoor = statements('place-order-at-the-door')
const placeOrderAtOnce = statements('place-order-at-once')
const openPayment = statements('open-payment')
const paymentPending = statements('payment-pending')

/** The rows of the shop in as many transactions as the shop takes. */
export function inSameTransactions(sql: postgres.Sql): Writes {
  return {
    addItem: async (variantId) => {
      const values = freshCart(variantId)
      await sql.begin((tx) => addItemRows(tx, values))
      return tokenOf(values)
    },
    checkout: async (token, provider) => {
      const values = freshOrder(token, provider)
      const isCard = provider === 'sandbox'
      await sql.begin(async (tx) => {
        await placeOrder(tx, values)
        return isCard ? unpaid(tx, values) : atTheDoor(tx, values)
      })
      if (!isCard) return
      await sql.begin((tx) => openPayment(tx, values))
      await sql.begin((tx) => paymentPending(tx, values))
    },
  }
}

/** The same rows, each as it stands in the end, in one statement and so in one transaction. */
export function atOnce(sql: postgres.Sql): Writes {
  return {
    addItem: async (variantId) => {
      const values = freshCart(variantId)
      await addItemAtOnce(sql, values)
      return tokenOf(values)
    },
    checkout: async (token, provider) => {
      await placeOrderAtOnce(sql, { ...freshOrder(token, provider), is_confirmed: provider !== 'sandbox' })
    },
  }
}

function freshCart(variantId: string): Values {
  const cartId = randomUUID()
  return {
    cart_id: cartId,
    cart_token_hash: hash(cartId),
    line_id: randomUUID(),
    variant_id: variantId,
    event_id: randomUUID(),
    trace_id: randomUUID(),
  }
}

/** What the shop reads from the cart stands in the floor's token: a floor reads nothing. */
function tokenOf({ cart_id, variant_id }: Values): string {
  return `${cart_id}.${variant_id}`
}

function freshOrder(token: string, provider: string): Values {
  const [cartId = '', variantId = ''] = token.split('.')
  const orderId = randomUUID()
  return {
    order_id: orderId,
    order_token_hash: hash(orderId),
    cart_id: cartId,
    variant_id: variantId,
    payment_id: randomUUID(),
    provider,
    trace_id: randomUUID(),
    address: JSON.stringify(address),
    options: JSON.stringify([
      { name: 'Colour', value: 'Ink' },
      { name: 'Size', value: '70 × 70 cm' },
    ]),
    image: JSON.stringify({ path: `/media/${'0'.repeat(32)}`, alt: 'A folded square', width: 1_000, height: 1_000 }),
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
