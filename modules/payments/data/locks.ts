import type { Sql } from '@merx/kernel'
import type { Payment } from '../domain/payment.ts'
import { columns } from './payments.ts'

// Whatever changes a payment or its refunds locks the payment's row first.

export async function lockPayment(sql: Sql, paymentId: string): Promise<Payment | undefined> {
  const [payment] = await sql<Payment[]>`
    select ${columns(sql)} from payments.payment where id = ${paymentId} for update`
  return payment
}

export async function lockPaymentByProviderReference(
  sql: Sql,
  provider: string,
  providerReference: string,
): Promise<Payment | undefined> {
  const [payment] = await sql<Payment[]>`
    select ${columns(sql)} from payments.payment
    where provider = ${provider} and provider_reference = ${providerReference} for update`
  return payment
}

export async function lockPaymentOfRefund(sql: Sql, refundId: string): Promise<Payment | undefined> {
  const [payment] = await sql<Payment[]>`
    select ${columns(sql)} from payments.payment
    where id = (select payment_id from payments.refund where id = ${refundId}) for update`
  return payment
}
