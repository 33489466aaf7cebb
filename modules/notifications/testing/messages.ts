import type { NewMessage } from '../domain/message.ts'

/** A message about one order, for tests. */
export function orderPlacedMessage({ dedupeKey, to }: { readonly dedupeKey: string; readonly to: string }): NewMessage {
  return {
    dedupeKey,
    to,
    language: 'en',
    content: {
      template: 'order-placed',
      order: {
        number: 'M-100042',
        placedAt: '2026-03-01T09:30:00.000Z',
        link: 'https://shop.example/orders/M-100042?token=abc&x=1',
        lines: [
          { name: 'Cup <small>', options: 'White', quantity: 2, total: { amount: 5_000, currency: 'EUR' } },
          { name: 'Vase', options: '', quantity: 1, total: { amount: 12_000, currency: 'EUR' } },
        ],
        subtotal: { amount: 17_000, currency: 'EUR' },
        discount: { amount: 0, currency: 'EUR' },
        shipping: { amount: 500, currency: 'EUR' },
        tax: { amount: 2_794, currency: 'EUR' },
        taxIncluded: true,
        total: { amount: 17_500, currency: 'EUR' },
        shippingMethod: 'Standard',
        shippingAddress: ['Ada Lovelace', '1 Analytical Row', '10115 Berlin', 'DE'],
      },
    },
  }
}
