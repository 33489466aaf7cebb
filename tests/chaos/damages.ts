import { newId, type Sql } from '@merx/kernel'
import type { Books } from './checks/check.ts'
import type { SoundShop } from './sound-shop.ts'

/** A way in which a shop may be broken, and the check that has to find it, with the id that it has to name. */
export type Damage = {
  readonly check: string
  readonly what: string
  readonly id: (shop: SoundShop) => string | number
  readonly tables?: (sql: Sql, shop: SoundShop) => Promise<unknown>
  readonly books?: (books: Books, shop: SoundShop) => Books
}

const stranger = newId()

const ofStock: readonly Damage[] = [
  {
    check: 'ledger-sums-to-level',
    what: 'a piece appears on the shelf',
    id: ({ paid }) => paid.variantId,
    tables: (sql, { paid }) =>
      sql`update inventory.stock_level set on_hand = on_hand + 1 where variant_id = ${paid.variantId}`,
  },
  {
    check: 'ledger-unbroken',
    what: 'an entry begins elsewhere than the one before ended',
    id: () => 'begins at',
    tables: (sql, { paid }) => sql`
      update inventory.ledger set on_hand_from = on_hand_from + 1, on_hand_to = on_hand_to + 1 where reservation_id = ${paid.id}`,
  },
  {
    check: 'reserved-is-held',
    what: 'a piece is reserved by nobody',
    id: ({ paid }) => paid.variantId,
    tables: (sql, { paid }) =>
      sql`update inventory.stock_level set reserved = reserved + 1 where variant_id = ${paid.variantId}`,
  },
  {
    check: 'stock-above-zero',
    what: 'more is sold than was there',
    id: ({ paid }) => paid.variantId,
    tables: async (sql, { paid }) => {
      await sql`alter table inventory.stock_level drop constraint stock_level_never_oversold`
      await sql`update inventory.stock_level set on_hand = -1 where variant_id = ${paid.variantId}`
    },
  },
  {
    check: 'sold-is-taken',
    what: 'a sale left the shelf as it was',
    id: ({ paid }) => paid.variantId,
    tables: (sql, { paid }) => sql`delete from inventory.ledger where reservation_id = ${paid.id}`,
  },
  {
    check: 'reservation-is-over-with-its-order',
    what: 'an order that is over still holds goods',
    id: ({ expired }) => expired.id,
    tables: (sql, { expired }) => sql`
      update inventory.reservation set status = 'open', released_at = null where id = ${expired.id}`,
  },
  {
    check: 'order-has-its-reservation',
    what: 'the goods of an order are held by nobody',
    id: ({ paid }) => paid.id,
    tables: (sql, { paid }) => sql`delete from inventory.reservation where id = ${paid.id}`,
  },
]

const ofOrders: readonly Damage[] = [
  {
    check: 'order-is-decided',
    what: 'an order stays pending',
    id: ({ paid }) => paid.id,
    tables: (sql, { paid }) => sql`update ordering.order set order_status = 'pending' where id = ${paid.id}`,
  },
  {
    check: 'order-has-lines',
    what: 'an order has none',
    id: ({ paid }) => paid.id,
    tables: (sql, { paid }) => sql`delete from ordering.order_line where order_id = ${paid.id}`,
  },
  {
    check: 'order-has-its-payment',
    what: 'payments does not know the payment of an order',
    id: ({ paid }) => paid.id,
    tables: (sql, { paid }) => sql`delete from payments.payment where id = ${paid.paymentId}`,
  },
  {
    check: 'order-has-its-payment',
    what: 'an order was never to be paid',
    id: ({ paid }) => paid.id,
    tables: (sql, { paid }) => sql`delete from ordering.order_payment where order_id = ${paid.id}`,
  },
  {
    check: 'cart-became-one-order',
    what: 'a cart is closed, and its order is gone',
    id: ({ paid }) => paid.cartId,
    tables: (sql, { paid }) => sql`delete from ordering.order where id = ${paid.id}`,
  },
  {
    check: 'cart-became-one-order',
    what: 'an order left its cart open',
    id: ({ paid }) => paid.cartId,
    tables: (sql, { paid }) => sql`update cart.cart set status = 'open', order_id = null where id = ${paid.cartId}`,
  },
  {
    check: 'cart-became-one-order',
    what: 'a cart became two orders',
    id: ({ paid }) => paid.cartId,
    tables: async (sql, { paid, atTheDoor }) => {
      await sql`drop index ordering.order_cart`
      await sql`update ordering.order set cart_id = ${paid.cartId} where id = ${atTheDoor.id}`
    },
  },
  {
    check: 'acknowledged-order-is-there',
    what: 'an order is gone that its buyer was told of',
    id: ({ paid }) => paid.number,
    tables: (sql, { paid }) => sql`delete from ordering.order where id = ${paid.id}`,
  },
]

const ofMoney: readonly Damage[] = [
  {
    check: 'refund-is-made',
    what: 'a refund is not made',
    id: () => 'requested of 1800',
    tables: (sql) => sql`update payments.refund set status = 'requested'`,
  },
  {
    check: 'paid-order-is-not-lost',
    what: 'an order was cancelled and its money kept',
    id: ({ paid }) => paid.paymentId,
    tables: (sql, { paid }) => sql`
      update ordering.order set order_status = 'cancelled', cancel_reason = 'expired' where id = ${paid.id}`,
  },
  {
    check: 'paid-order-is-not-lost',
    what: 'money came for an order that is gone',
    id: ({ paid }) => paid.paymentId,
    tables: (sql, { paid }) => sql`delete from ordering.order where id = ${paid.id}`,
  },
  {
    check: 'paid-order-is-not-lost',
    what: 'the shop missed that money came',
    id: ({ paid }) => paid.paymentId,
    tables: (sql, { paid }) => sql`update payments.payment set captured = 0 where id = ${paid.paymentId}`,
  },
  {
    check: 'order-is-paid-once',
    what: 'an order is paid a second time',
    id: ({ paid }) => paid.id,
    books: (books, { paid }) => ({
      ...books,
      bank: books.bank.flatMap((one) => (one.reference === paid.id ? [one, { ...one, id: 'second' }] : [one])),
    }),
  },
  {
    check: 'confirmed-order-is-paid',
    what: 'the bank has no money for a confirmed order',
    id: ({ paid }) => paid.id,
    books: (books, { paid }) => ({ ...books, bank: books.bank.filter(({ reference }) => reference !== paid.id) }),
  },
  {
    check: 'bank-and-shop-agree',
    what: 'the bank gave back less than the shop believes',
    id: ({ paidBack }) => paidBack.paymentId,
    books: (books, { paidBack }) => ({
      ...books,
      bank: books.bank.map((one) => (one.reference === paidBack.id ? { ...one, refunded: 1_799 } : one)),
    }),
  },
]

const ofMails: readonly Damage[] = [
  {
    check: 'order-is-announced-once',
    what: 'nobody was told that an order is confirmed',
    id: ({ paid }) => `${paid.id} confirmed`,
    tables: (sql, { paid }) => sql`delete from kernel.event where id = ${paid.confirmedBy}`,
  },
  {
    check: 'event-has-one-mail',
    what: 'a confirmation was never written',
    id: ({ paid }) => paid.confirmedBy,
    tables: (sql, { paid }) => sql`delete from notifications.message where dedupe_key = ${paid.confirmedBy}`,
  },
  {
    check: 'event-has-one-mail',
    what: 'a confirmation was written and not sent',
    id: ({ paid }) => paid.confirmedBy,
    tables: (sql, { paid }) => sql`
      update notifications.message set status = 'queued', sent_at = null where dedupe_key = ${paid.confirmedBy}`,
  },
  {
    check: 'event-has-one-mail',
    what: 'a confirmation was sent and never came',
    id: ({ paid }) => paid.confirmedBy,
    tables: (sql, { paid }) => sql`
      delete from notifications.mailbox where message_id = (
        select message_id from notifications.message where dedupe_key = ${paid.confirmedBy})`,
  },
  {
    check: 'mail-has-one-message-id',
    what: 'a confirmation came twice under different Message-IDs',
    id: () => 'ada@example.com',
    tables: (sql, { paid }) => sql`
      insert into notifications.mailbox (id, message_id, sender, recipient, subject, body_text, body_html, received_at)
      select ${newId()}, 'another', sender, mailbox.recipient, mailbox.subject, mailbox.body_text, mailbox.body_html, received_at
      from notifications.mailbox join notifications.message using (message_id) where dedupe_key = ${paid.confirmedBy}`,
  },
  {
    check: 'mail-is-repeated-only-after-a-try',
    what: 'a mail came more often than it was sent',
    id: () => 'received 2 times in 1 tries',
    tables: (sql) => sql`update notifications.mailbox set received = 2`,
  },
]

const ofTheLog: readonly Damage[] = [
  {
    check: 'consumer-is-up-to-date',
    what: 'a consumer stands at the beginning',
    id: () => 'ordering.write-mails',
    tables: (sql) => sql`update kernel.position set snapshot = '1:1:' where consumer = 'ordering.write-mails'`,
  },
  {
    check: 'consumer-is-up-to-date',
    what: 'a consumer never began',
    id: () => 'catalog.count-sales',
    tables: (sql) => sql`delete from kernel.position where consumer = 'catalog.count-sales'`,
  },
  {
    check: 'nothing-is-parked',
    what: 'an event waits for another try',
    id: ({ paid }) => paid.confirmedBy,
    tables: (sql, { paid }) => sql`
      insert into kernel.parked (consumer, key, sequence, occurred_at, id, name, payload)
      select 'probe.first', key, sequence, occurred_at, id, name, payload from kernel.event where id = ${paid.confirmedBy}`,
  },
  {
    check: 'nothing-is-dead',
    what: 'an event was given up',
    id: ({ paid }) => paid.confirmedBy,
    tables: (sql, { paid }) => sql`
      insert into kernel.dead_letter (consumer, key, sequence, occurred_at, id, name, payload)
      select 'probe.first', key, sequence, occurred_at, id, name, payload from kernel.event where id = ${paid.confirmedBy}`,
  },
  {
    check: 'everything-is-delivered',
    what: 'a mail was given up',
    id: () => 'notifications.send-mail is dead',
    tables: (sql) => sql`update kernel.delivery set state = 'dead' where type = 'notifications.send-mail'`,
  },
  {
    check: 'event-is-published-once',
    what: 'an event lies in the log twice',
    id: ({ paid }) => paid.confirmedBy,
    tables: (sql, { paid }) => sql`
      insert into kernel.event (id, name, key, payload) select id, name, key, payload from kernel.event where id = ${paid.confirmedBy}`,
  },
  {
    check: 'event-is-consumed-once',
    what: 'an event never came to a consumer',
    id: ({ paid }) => paid.confirmedBy,
    tables: (sql, { paid }) =>
      sql`delete from probe.seen where event_id = ${paid.confirmedBy} and consumer = 'probe.second'`,
  },
  {
    check: 'event-is-consumed-once',
    what: 'an event came to a consumer twice',
    id: ({ paid }) => paid.confirmedBy,
    tables: async (sql, { paid }) => {
      await sql`alter table probe.seen drop constraint seen_once`
      await sql`
        insert into probe.seen (consumer, event_id, key, sequence)
        select consumer, event_id, key, sequence from probe.seen where event_id = ${paid.confirmedBy}`
    },
  },
  {
    check: 'consumed-event-was-published',
    what: 'a consumer was given what was never committed',
    id: () => stranger,
    tables: (sql) =>
      sql`insert into probe.seen (consumer, event_id, key, sequence) values ('probe.first', ${stranger}, 'key', 1)`,
  },
  {
    check: 'key-keeps-its-order',
    what: 'a consumer was given the events of an order the wrong way round',
    id: ({ paid }) => paid.confirmedBy,
    tables: (sql, { paid }) => sql`update probe.seen set sequence = 0 where event_id = ${paid.confirmedBy}`,
  },
  {
    check: 'key-keeps-the-order-of-its-publisher',
    what: 'a consumer was given an event of an order that its publisher had published earlier',
    id: ({ paid }) => `${paid.id} after`,
    tables: (sql, { paid }) => sql`
      update probe.seen set place = default where consumer = 'probe.first' and event_id = (
        select id from kernel.event where key = ${paid.id} and name = 'ordering.order.placed.v1')`,
  },
  {
    check: 'no-flow-is-open',
    what: 'a flow was left half-way',
    id: () => stranger,
    tables: (sql) => sql`
      insert into kernel.saga (id, operation, asked, holder, worked_until)
      values (${stranger}, 'ordering.checkout', '', ${stranger}, now())`,
  },
  {
    check: 'sales-are-counted-once',
    what: 'a sale is counted twice',
    id: ({ paid }) => paid.productId,
    tables: (sql, { paid }) =>
      sql`update catalog.product_sales set sold = sold + 1 where product_id = ${paid.productId}`,
  },
]

export const damages: readonly Damage[] = [...ofStock, ...ofOrders, ...ofMoney, ...ofMails, ...ofTheLog]
