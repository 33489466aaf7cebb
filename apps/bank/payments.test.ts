import { describe, expect, it } from 'vitest'
import { openBooks } from './database.ts'
import { answerChallenge, cancelPayment, openPayment, useCard } from './payments.ts'
import { listWebhooks } from './webhooks.ts'

const now = new Date('2026-11-21T12:00:00Z')
const card = { brand: 'Visa', last4: '4242' }

function bankWithPayment() {
  const books = openBooks(':memory:')
  const request = {
    amount: 4_200,
    currency: 'EUR',
    reference: 'M-100042',
    description: '',
    returnUrl: 'https://shop.example/',
    webhookUrl: 'https://shop.example/webhooks',
    metadata: {},
  }
  const opened = openPayment(books, request, { key: 'key', now })
  if (opened === 'reused') throw new Error('the key is new')
  return { books, id: opened.id, told: () => listWebhooks(books).map(({ type }) => type) }
}

describe('a payment in the books of the bank', () => {
  it('is captured once, whatever is tried afterwards', () => {
    const { books, id, told } = bankWithPayment()
    for (const verdict of ['approved', 'approved', 'card_declined', 'challenge'] as const) {
      expect(useCard(books, id, { card, verdict, now })).toMatchObject({ status: 'captured', received: 4_200 })
    }
    expect(cancelPayment(books, id, now)).toMatchObject({ status: 'captured' })
    expect(answerChallenge(books, id, { approved: false, now })).toMatchObject({ status: 'captured' })
    expect(told()).toEqual(['payment.authorized', 'payment.captured'])
  })

  it('takes no card once it was cancelled', () => {
    const { books, id, told } = bankWithPayment()
    cancelPayment(books, id, now)
    cancelPayment(books, id, now)
    expect(useCard(books, id, { card, verdict: 'approved', now })).toMatchObject({ status: 'cancelled', received: 0 })
    expect(told()).toEqual(['payment.cancelled'])
  })

  it('waits for the holder of the card, who is asked once', () => {
    const { books, id, told } = bankWithPayment()
    expect(answerChallenge(books, id, { approved: true, now })).toMatchObject({ status: 'open' })
    expect(useCard(books, id, { card, verdict: 'challenge', now })).toMatchObject({ status: 'challenge', received: 0 })
    expect(answerChallenge(books, id, { approved: false, now })).toMatchObject({
      status: 'declined',
      reason: 'authentication_failed',
    })
    expect(answerChallenge(books, id, { approved: true, now })).toMatchObject({ status: 'declined' })
    expect(told()).toEqual(['payment.declined'])
  })
})
