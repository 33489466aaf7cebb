import { CartProblem, merge, planLines, putLines, restProblems } from '@merx/cart'
import { anyone, type FreeContext, flow, isRefused, text } from '@merx/kernel'
import { z } from 'zod'
import { wholeOrders } from '../data/orders.ts'
import { VariantId } from '../domain/ids.ts'
import { OrderNumber } from '../domain/order-number.ts'
import { openOrder, unknownOrder } from '../open-order.ts'

export const reorder = flow({
  name: 'ordering.reorder',
  summary: 'Puts what was ordered into the cart once more, as far as it can still be bought, at the prices of now.',
  rest: 'POST /orders/{number}/reorder',
  access: anyone,
  idempotency: 'optional',
  input: z.object({ number: OrderNumber, token: text(200).optional() }),
  output: z
    .object({
      added: z.int().describe('Pieces'),
      problems: z.array(CartProblem).describe('What is not in the cart, or less of it'),
    })
    .meta({ id: 'Reordering' }),
  refuses: { unknown_order: 404, unknown_market: 404 },
  async read(ctx, input) {
    const orderId = await openOrder(ctx, input)
    if (isRefused(orderId)) return orderId
    const [order] = await wholeOrders(ctx.sql, [orderId])
    if (!order) return unknownOrder(input.number)
    const lines = order.lines.map(({ variantId, name, quantity }) => ({
      variantId: VariantId.parse(variantId),
      name,
      quantity,
    }))
    const planned = await planFor(ctx, { lines, market: order.market })
    return isRefused(planned)
      ? planned
      : { ...planned, names: lines.map(({ variantId, name }) => ({ variantId, name })) }
  },
  async steps(ctx, _input, { plan }) {
    return plan.lines.length > 0 ? ctx.step(putLines, plan) : undefined
  },
  async answer(ctx, _input, { facts: { plan, token, problems, names }, done }) {
    if (!done) return { added: 0, problems }
    const { owner, added, rest } = done
    if (owner.kind === 'guest' && plan.fresh.kind === 'guest' && owner.tokenHash === plan.fresh.tokenHash)
      ctx.issue('cart', token)
    const nameOf = new Map(names.map(({ variantId, name }) => [variantId, name]))
    return { added, problems: [...problems, ...restProblems(rest, nameOf)] }
  },
})

type Wanted = Parameters<typeof planLines.run>[1]

/** What was put together before log-in is merged first, as by any change of the cart. */
async function planFor(ctx: FreeContext, wanted: Wanted) {
  const planned = await ctx.call(planLines, wanted)
  if (isRefused(planned) || planned.unmerged === 0) return planned
  const merged = await ctx.call(merge, {})
  return isRefused(merged) ? merged : ctx.call(planLines, wanted)
}
