import { nextCheck } from './domain/checks.ts'
import type { Payment, PaymentStatus } from './domain/payment.ts'
import { type HasSeams, providerOf } from './payment-providers.ts'

type Asking = HasSeams & { now(): Date }

/** Whether somebody outside knows of the payment and can be asked or told about it. */
export function isOnline(ctx: HasSeams, payment: Payment): boolean {
  return providerOf(ctx, payment).kind === 'online'
}

/** When to ask the provider about a payment that gets this status; `null`: never. */
export function checkTime(ctx: Asking, payment: Payment, status: PaymentStatus): Date | null {
  return isOnline(ctx, payment) ? nextCheck(status, payment.createdAt, ctx.now()) : null
}
