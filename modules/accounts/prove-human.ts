import { type FreeContext, type Refusal, refuse } from '@merx/kernel'
import { botCheck } from './bot-check.ts'
import { BotCheckUnavailable } from './domain/bot-check.ts'

type Shown = { readonly action: string; readonly token: string | undefined }

/** Asked with no transaction open. A shop without a check asks nobody; where the check does not answer nobody is kept out. */
export async function proveHuman(
  ctx: Pick<FreeContext, 'seam' | 'address' | 'log'>,
  { action, token }: Shown,
): Promise<Refusal<'bot_suspected'> | undefined> {
  const check = ctx.seam(botCheck)
  if (!check) return undefined
  if (token === undefined) return suspected()
  try {
    const verdict = await check.verify({ token, action, address: ctx.address })
    return verdict === 'person' ? undefined : suspected()
  } catch (error) {
    if (!(error instanceof BotCheckUnavailable)) throw error
    ctx.log.warn({ err: error }, 'whether a caller is a person could not be asked: it goes on')
    return undefined
  }
}

function suspected(): Refusal<'bot_suspected'> {
  return refuse('bot_suspected', {
    detail: 'We could not tell that you are a person. Load the page again and try once more.',
  })
}
