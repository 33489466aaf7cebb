import { z } from 'zod'

const Payment = z.object({
  id: z.string(),
  status: z.string(),
  amount: z.int(),
  currency: z.string(),
  /** What was paid for: the order's id. */
  reference: z.string(),
  received: z.int(),
  refunded: z.int(),
  metadata: z.object({ paymentId: z.string() }),
})

/** A payment as the bank has it in its books. */
export type BankPayment = z.output<typeof Payment>

export async function readBankAccount({
  url,
  key,
}: {
  readonly url: string
  readonly key: string
}): Promise<readonly BankPayment[]> {
  const answer = await fetch(`${url}/test/payments`, { headers: { authorization: `Bearer ${key}` } })
  if (!answer.ok) throw new Error(`The bank answered ${answer.status}`)
  return z.object({ items: z.array(Payment) }).parse(await answer.json()).items
}
