import { consumer, defineModule, newId, type PublishedEvent, provide } from '@merx/kernel'
import { createTestShop, type TestShop } from '@merx/kernel/testing'
import { cashOnDelivery } from '../cash-on-delivery.ts'
import type { NewPayment } from '../domain/payment.ts'
import { PaymentId } from '../domain/payment.ts'
import { create, open, paymentProviders, paymentsModule } from '../index.ts'
import { openPaperBank, type PaperBank } from './paper-bank.ts'

/** The module on a database of its own, between a paper bank outside and somebody who hears its events. */
export type Till = {
  readonly shop: TestShop
  readonly bank: PaperBank
  /** The events of one payment that reached a consumer, by name, in their order. */
  heard(paymentId: string): Promise<readonly string[]>
  /** A payment as `payments.create` takes it: 42.00 EUR at the paper bank. */
  bill(change?: Partial<NewPayment>): NewPayment
  /** Creates and opens one. */
  opened(change?: Partial<NewPayment>): Promise<PaymentId>
  row(paymentId: string): Promise<Readonly<Record<string, unknown>>>
  count(table: 'webhook' | 'refund' | 'ledger'): Promise<number>
  close(): Promise<void>
}

/** `clock`: whether consumers, deliveries and jobs run; true unless told. */
export async function openTill({ clock = true }: { readonly clock?: boolean } = {}): Promise<Till> {
  const bank = openPaperBank()
  const events: PublishedEvent[] = []
  const listener = defineModule({
    name: 'listener',
    operations: [],
    consumers: [
      consumer({
        name: 'listener.hear',
        on: paymentsModule.events ?? [],
        handle: async (_, batch) => void events.push(...batch),
      }),
    ],
  })
  const shop = await createTestShop({
    modules: [paymentsModule, listener],
    clock,
    provisions: [provide(paymentProviders, [cashOnDelivery, bank.provider])],
  })
  const sql = shop.runtime.databaseOf('payments').web
  const bill = (change: Partial<NewPayment> = {}): NewPayment => ({
    paymentId: PaymentId.parse(newId()),
    reference: newId(),
    amount: { amount: 4_200, currency: 'EUR' },
    provider: 'paper',
    returnUrl: 'https://shop.example/orders/M-100042',
    description: 'Order M-100042',
    ...change,
  })
  return {
    shop,
    bank,
    bill,
    heard: async (paymentId) => {
      await shop.settled()
      return events
        .filter(({ key }) => key === paymentId)
        .map(({ name }) => name.replace(/^payments\.payment\.(\w+)\.v1$/, '$1'))
    },
    opened: async (change) => {
      const payment = bill(change)
      await shop.call(create, payment)
      await shop.call(open, { paymentId: payment.paymentId })
      return payment.paymentId
    },
    row: async (paymentId) => {
      const [row] = await sql`select * from payments.payment where id = ${paymentId}`
      return row ?? {}
    },
    count: async (table) => {
      const [row] = await sql<{ count: number }[]>`select count(*) from payments.${sql(table)}`
      return row?.count ?? 0
    },
    close: shop.close,
  }
}
