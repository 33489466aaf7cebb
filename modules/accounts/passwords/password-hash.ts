import type { FreeContext } from '@merx/kernel'
import { hash, type Options, verify } from '@node-rs/argon2'
import { accountsSettings } from '../settings.ts'
import { passwordQueue, type QueueLimits } from './queue.ts'

type Context = Pick<FreeContext, 'seam'>

/** The cost that OWASP's cheat sheet on password storage names first for argon2id, the library's own choice: 19 MiB, two passes, one lane. */
const cost: Options = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }

/** Of a password that nobody knows: where there is no account this is compared, so that the answer takes as long. */
const nobodys = '$argon2id$v=19$m=19456,t=2,p=1$dIJ7GqXESTJGUPO4EAfZBw$kosVLTadmgVF3QEzq8YOh6KQFqSxqZmTVrfxsxFjJJA'

/** In the thread pool, as many at once as the settings say. `busy` where too many wait. */
export function hashPassword(ctx: Context, password: string): Promise<{ readonly hash: string } | 'busy'> {
  return ctx.seam(passwordQueue).run(limitsOf(ctx), async () => ({ hash: await hash(password, cost) }))
}

/** Whether a password is the one behind a hash; in the same time where there is none. */
export function checkPassword(
  ctx: Context,
  password: string,
  known: string | null | undefined,
): Promise<'right' | 'wrong' | 'busy'> {
  return ctx.seam(passwordQueue).run(limitsOf(ctx), async () => {
    const fits = await verify(known ?? nobodys, password)
    return fits && known ? 'right' : 'wrong'
  })
}

export function isBusy(ctx: Context): boolean {
  return ctx.seam(passwordQueue).isFull(limitsOf(ctx))
}

function limitsOf(ctx: Context): QueueLimits {
  const { MERX_PASSWORD_PARALLEL: parallel, MERX_PASSWORD_WAITING: waiting } = ctx.seam(accountsSettings)
  return { parallel, waiting }
}
