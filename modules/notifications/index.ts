import { defineModule } from '@merx/kernel'
import { send } from './commands/send.ts'
import { writeAccountLetters } from './consumers/write-account-letters.ts'
import { sendMail } from './deliveries/send-mail.ts'
import { writeAccountLetter } from './deliveries/write-account-letter.ts'
import { forgetOldMessages } from './jobs/forget-old-messages.ts'
import { listMailbox } from './queries/list-mailbox.ts'
import { readMailbox } from './queries/read-mailbox.ts'
import { mailSettings } from './settings.ts'

export type { Mail } from './domain/mail.ts'
export type { MessageContent, NewMessage } from './domain/message.ts'
export { MailedOrder } from './domain/message.ts'
export type { MailTransport } from './mail-transport.ts'
export { mailTransport } from './mail-transport.ts'
export { mailboxPage } from './mailbox-page/mailbox-page.ts'
export type { DevelopmentPage } from './mailbox-page/page.ts'
export { smtpTransport } from './transports/smtp.ts'
export { listMailbox, readMailbox, send }

export const notificationsModule = defineModule({
  name: 'notifications',
  migrations: new URL('./migrations/', import.meta.url),
  operations: [send, listMailbox, readMailbox],
  consumers: [writeAccountLetters],
  deliveries: [sendMail, writeAccountLetter],
  jobs: [forgetOldMessages],
  settings: [mailSettings],
  personal: {
    // a month after it was sent
    passing: [
      'message.recipient',
      'message.subject',
      'message.body_text',
      'message.body_html',
      'mailbox.recipient',
      'mailbox.subject',
      'mailbox.body_text',
      'mailbox.body_html',
    ],
    harmless: ['message.message_id', 'mailbox.message_id'],
  },
})
