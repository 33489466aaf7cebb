import type { PaymentStatus } from './payment.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** Money may still come, or may have come without a word: a cancelled payment is asked about too, because its buyer may have been faster. */
const worthAsking: readonly PaymentStatus[] = ['opening', 'pending', 'authorized', 'failed', 'cancelled']

/** When to ask the provider next: after two minutes, then ever more seldom as the payment ages, up to three days. `null`: never. */
export function nextCheck(status: PaymentStatus, createdAt: Date, now: Date): Date | null {
  const age = now.getTime() - createdAt.getTime()
  if (!worthAsking.includes(status) || age > 3 * day) return null
  return new Date(now.getTime() + Math.max(2 * minute, age / 4))
}

/** When to ask the provider again about a refund that it has not settled. */
export function nextRefundCheck(createdAt: Date, now: Date): Date {
  return new Date(now.getTime() + Math.max(minute, (now.getTime() - createdAt.getTime()) / 4))
}
