import { settings } from '@merx/kernel'
import { z } from 'zod'

export const orderingSettings = settings(
  'ordering',
  z.object({
    /** Minutes that an order may stay unpaid before it is given up and its stock is free again. */
    MERX_PAYMENT_MINUTES: z.coerce
      .number()
      .int()
      .min(1)
      .max(7 * 24 * 60)
      .default(15),
    /** Where buyers find the shop: what links in mails and the way back from a bank begin with. Absent: this machine. */
    MERX_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'is no http:// or https:// URL' }).optional(),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  }),
)

/** A page of the shop as the outside reaches it. */
export function publicUrl(settings: z.output<typeof orderingSettings.schema>, path: string): string {
  return new URL(path, settings.MERX_PUBLIC_URL ?? `http://localhost:${settings.PORT}`).href
}
