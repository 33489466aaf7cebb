import assert from 'node:assert/strict'
import { newId } from '@merx/kernel'
import type { OpenedPayment, PaymentProvider, PaymentToOpen, SignedWebhook } from './domain/provider.ts'

/** A provider under test, with the world around it. */
export type ConformanceSubject = {
  readonly provider: PaymentProvider
  /** What the buyer and the provider do; absent for a provider of kind `on_delivery`, which has no outside. */
  readonly outside?: {
    /** Lets the buyer pay what was opened. */
    pay(opened: OpenedPayment): Promise<void>
    /** The next webhook that the provider sends about this payment. */
    webhook(paymentId: string): Promise<SignedWebhook>
  }
}

export type ConformanceCase = { readonly name: string; run(subject: ConformanceSubject): Promise<void> }

/** What every `PaymentProvider` of a kind must do, as cases for any test runner. */
export function paymentProviderConformance(kind: PaymentProvider['kind']): readonly ConformanceCase[] {
  switch (kind) {
    case 'on_delivery':
      return everyProvider
    case 'online':
      return [...everyProvider, ...onlineProvider]
  }
}

const everyProvider: readonly ConformanceCase[] = [
  {
    name: 'opens a payment once, however often and at once it is asked',
    run: async ({ provider }) => {
      const payment = newPayment()
      const [first, second] = await Promise.all([provider.open(payment), provider.open(payment)])
      assert.deepEqual(second, first)
      assert.deepEqual(await provider.open(payment), first)
      assert.equal(first.report.paymentId, payment.paymentId)
      assert.deepEqual(first.report.amount, payment.amount)
    },
  },
  {
    name: 'tells payments apart that look the same',
    run: async ({ provider }) => {
      const [first, second] = [await provider.open(newPayment()), await provider.open(newPayment())]
      assert.notEqual(second.report.providerReference, first.report.providerReference)
    },
  },
  {
    name: 'cancels, and cancels again',
    run: async ({ provider }) => {
      const { report } = await provider.open(newPayment())
      await provider.cancel(report.providerReference)
      await provider.cancel(report.providerReference)
    },
  },
  {
    name: 'reads no event out of what is none',
    run: async ({ provider }) => {
      for (const body of ['', 'null', '[]', '{}', '{"id":1}', 'id=1', '\uFFFD']) {
        assert.equal(provider.readWebhook(body), undefined, body)
      }
    },
  },
  {
    name: 'takes no word without a signature',
    run: async ({ provider }) => {
      assert.equal(await provider.verifyWebhook({ body: '{}', headers: new Map(), now: new Date() }), false)
    },
  },
]

const onlineProvider: readonly ConformanceCase[] = [
  {
    name: 'tells the same when asked as when it opened',
    run: async ({ provider }) => {
      const { report } = await provider.open(newPayment())
      assert.deepEqual(await provider.fetch(report.providerReference), report)
    },
  },
  {
    name: 'tells that a payment was captured, with our id and the amount',
    run: async (subject) => {
      const { provider } = subject
      const { payment, providerReference } = await paid(subject)
      const report = await provider.fetch(providerReference)
      assert.deepEqual(
        { status: report.status, paymentId: report.paymentId, amount: report.amount },
        { status: 'captured', paymentId: payment.paymentId, amount: payment.amount },
      )
    },
  },
  {
    name: 'cancels what is open, and leaves what was captured',
    run: async (subject) => {
      const { provider } = subject
      const open = await provider.open(newPayment())
      await provider.cancel(open.report.providerReference)
      assert.equal((await provider.fetch(open.report.providerReference)).status, 'cancelled')
      const { providerReference } = await paid(subject)
      await provider.cancel(providerReference)
      assert.equal((await provider.fetch(providerReference)).status, 'captured')
    },
  },
  {
    name: 'refunds once for each refundId',
    run: async (subject) => {
      const { provider } = subject
      const { payment, providerReference } = await paid(subject)
      const half = {
        refundId: newId(),
        providerReference,
        amount: { amount: payment.amount.amount / 2, currency: 'EUR' },
      }
      const [first, second] = await Promise.all([provider.refund(half), provider.refund(half)])
      assert.deepEqual(second, first)
      const other = await provider.refund({ ...half, refundId: newId() })
      assert.notEqual(other.providerReference, first.providerReference)
      assert.equal(other.status, first.status)
    },
  },
  {
    name: 'signs its webhooks: the genuine one is taken, a changed, an unsigned and an old one are not',
    run: async (subject) => {
      const { provider } = subject
      const { payment } = await paid(subject)
      const webhook = await outsideOf(subject).webhook(payment.paymentId)
      assert.equal(await provider.verifyWebhook(webhook), true)
      assert.equal(await provider.verifyWebhook({ ...webhook, body: `${webhook.body} ` }), false)
      assert.equal(await provider.verifyWebhook({ ...webhook, headers: new Map() }), false)
      const hourLater = new Date(webhook.now.getTime() + 3_600_000)
      assert.equal(await provider.verifyWebhook({ ...webhook, now: hourLater }), false)
    },
  },
  {
    name: 'reads its webhooks: an id of the event and our id of the payment',
    run: async (subject) => {
      const { provider } = subject
      const { payment } = await paid(subject)
      const event = provider.readWebhook((await outsideOf(subject).webhook(payment.paymentId)).body)
      assert.ok(event && event.eventId.length > 0 && event.report?.kind === 'payment')
      assert.equal(event.report.paymentId, payment.paymentId)
      assert.deepEqual(event.report.amount, payment.amount)
    },
  },
]

async function paid(subject: ConformanceSubject) {
  const payment = newPayment()
  const opened = await subject.provider.open(payment)
  await outsideOf(subject).pay(opened)
  return { payment, providerReference: opened.report.providerReference }
}

function outsideOf({ outside }: ConformanceSubject): NonNullable<ConformanceSubject['outside']> {
  assert.ok(outside, 'a provider of kind `online` is tested with what is outside')
  return outside
}

function newPayment(): PaymentToOpen {
  return {
    paymentId: newId(),
    amount: { amount: 4_200, currency: 'EUR' },
    reference: newId(),
    description: 'Order M-100042',
    returnUrl: 'http://127.0.0.1/orders/M-100042',
  }
}
