import { type Seam, seam } from '@merx/kernel'
import { cashOnDelivery } from './cash-on-delivery.ts'
import type { PaymentProvider } from './domain/provider.ts'

/** The ways to pay that this shop offers, in the order in which buyers see them. */
export const paymentProviders = seam<readonly PaymentProvider[]>('payments.providers', () => [cashOnDelivery])

export type HasSeams = { seam<T>(seam: Seam<T>): T }

export function findProvider(ctx: HasSeams, code: string): PaymentProvider | undefined {
  return ctx.seam(paymentProviders).find((provider) => provider.code === code)
}

/** The provider that a payment was made with. */
export function providerOf(
  ctx: HasSeams,
  payment: { readonly id: string; readonly provider: string },
): PaymentProvider {
  const provider = findProvider(ctx, payment.provider)
  if (!provider) {
    throw new Error(
      `The payment ${payment.id} was made with '${payment.provider}', which is not provided any more: add it to merx.config.ts`,
    )
  }
  return provider
}
