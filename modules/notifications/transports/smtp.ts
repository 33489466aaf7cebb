import { outbound } from '@merx/kernel'
import { createTransport } from 'nodemailer'
import type { Mail } from '../domain/mail.ts'

const seconds = 1_000

/** Sends over SMTP, a connection a mail. Throws when the server cannot be reached or does not take the mail, whether for now or for good. */
export function smtpTransport(url: string): { send(ctx: unknown, mail: Mail): Promise<void> } {
  const { hostname, port, protocol, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const transporter = createTransport({
    host: hostname,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: 10 * seconds,
    greetingTimeout: 10 * seconds,
    socketTimeout: 20 * seconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async (_ctx, { messageId, ...mail }) => {
      await outbound('SMTP', () => transporter.sendMail({ ...mail, messageId: `<${messageId}>` }))
    },
  }
}
