import { type FreeContext, type Refusal, refuse } from '@merx/kernel'
import { listMethods } from '@merx/payments'

/** Before anything is written: where modules live apart, what is written of a try to pay stays when payments then refuses it. */
export async function objectionToProvider(
  ctx: Pick<FreeContext, 'call'>,
  provider: string,
): Promise<Refusal<'unknown_provider'> | undefined> {
  const { items: methods } = await ctx.call(listMethods, {})
  if (methods.some((method) => method.provider === provider)) return undefined
  const detail = `This shop does not take payments by '${provider}'.`
  return refuse('unknown_provider', {
    detail,
    errors: [{ field: 'payment.provider', code: 'unknown_provider', detail }],
  })
}
