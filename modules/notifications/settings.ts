import { settings } from '@merx/kernel'
import { z } from 'zod'

export const mailSettings = settings(
  'notifications',
  z.object({
    /** `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. Absent: mail stays in the development mailbox. */
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'is no smtp:// or smtps:// URL' }).optional(),
    /** Whom mail comes from; its name signs the letters. */
    MAIL_FROM: z
      .string()
      .regex(/^[^<>\r\n]*<?[^<>\s@]+@[^<>\s@]+>?$/, 'is no address such as Noirel <orders@noirel.example>')
      .default('Noirel <orders@noirel.example>'),
  }),
)
