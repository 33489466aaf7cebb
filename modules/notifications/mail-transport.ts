import { type FreeContext, seam } from '@merx/kernel'
import type { Mail } from './domain/mail.ts'
import { mailSettings } from './settings.ts'
import { developmentMailbox } from './transports/development-mailbox.ts'
import { smtpTransport } from './transports/smtp.ts'

/** A way to send mail. Throws when the mail was not accepted: the sender tries again later, with the same Message-ID. */
export type MailTransport = {
  send(ctx: Pick<FreeContext, 'sql' | 'newId' | 'now' | 'seam'>, mail: Mail): Promise<void>
}

/** SMTP where the settings name a server, otherwise the development mailbox. */
export const mailTransport = seam<MailTransport>('notifications.mail-transport', () => {
  let smtp: { readonly url: string; readonly transport: MailTransport } | undefined
  return {
    send: (ctx, mail) => {
      const { SMTP_URL: url } = ctx.seam(mailSettings)
      if (url === undefined) return developmentMailbox.send(ctx, mail)
      if (smtp?.url !== url) smtp = { url, transport: smtpTransport(url) }
      return smtp.transport.send(ctx, mail)
    },
  }
})
