import type { StepContext } from '@merx/kernel'
import { recordCancellation } from './commands/record-cancellation.ts'
import type { OrderId } from './domain/ids.ts'
import { followThrough, followThroughRefusals } from './follow-through.ts'

export const giveUpRefusals = { order_not_cancellable: 409, ...followThroughRefusals } as const

type GivenUp = { readonly orderId: OrderId; readonly reason: 'requested' | 'expired'; readonly actor: string }

/** The steps by which an order is given up, whoever wants it. Whether this call did it. */
export async function giveUp(
  ctx: Pick<StepContext<keyof typeof giveUpRefusals>, 'step'>,
  order: GivenUp,
): Promise<boolean> {
  const left = await ctx.step(recordCancellation, order)
  await followThrough(ctx, left)
  return left.cancelled.length > 0
}
