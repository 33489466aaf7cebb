import { settings, type WorkContext } from '@merx/kernel'
import { z } from 'zod'

export const accountsSettings = settings(
  'accounts',
  z.object({
    /** Passwords that are hashed at once in this process: each takes a core for 15 ms and 19 MB. */
    MERX_PASSWORD_PARALLEL: z.coerce.number().int().min(1).max(64).default(1),
    /** Those that may wait for it; more are told to come back. */
    MERX_PASSWORD_WAITING: z.coerce.number().int().min(0).max(1_000).default(20),
    /** Where people find the shop: what links in mails begin with. Absent: this machine. */
    MERX_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'is no http:// or https:// URL' }).optional(),
    /** Whether staff may do what their roles allow only with a second factor, or a passkey; without one they can log in and set it up. */
    MERX_STAFF_SECOND_FACTOR: z.enum(['optional', 'required']).default('optional'),
    /** What the shop is called in an authenticator app and beside a passkey. */
    MERX_SHOP_NAME: z.string().min(1).max(60).default('Noirel'),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  }),
)

/** A page of the shop as the outside reaches it. */
export function publicUrl(ctx: Pick<WorkContext, 'seam'>, path: string): string {
  const { MERX_PUBLIC_URL: url, PORT: port } = ctx.seam(accountsSettings)
  return new URL(path, url ?? `http://localhost:${port}`).href
}
