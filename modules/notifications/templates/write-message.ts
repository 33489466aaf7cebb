import type { MessageContent } from '../domain/message.ts'
import { accountLetter } from './account-letter.ts'
import { type Letter, letterHtml, letterText } from './letter.ts'
import { orderCancelled } from './order-cancelled.ts'
import { orderConfirmed } from './order-confirmed.ts'
import { orderPlaced } from './order-placed.ts'

export type WrittenMessage = { readonly subject: string; readonly text: string; readonly html: string }

/** Writes a message out, as the recipient will read it. */
export function writeMessage(
  content: MessageContent,
  { language, shopName }: { readonly language: string; readonly shopName: string },
): WrittenMessage {
  const letter = { ...letterFor(content, { language, shopName }), shopName }
  return { subject: letter.subject, text: letterText(letter), html: letterHtml(letter) }
}

function letterFor(
  content: MessageContent,
  { language, shopName }: { readonly language: string; readonly shopName: string },
): Omit<Letter, 'shopName'> {
  switch (content.template) {
    case 'order-placed':
      return orderPlaced(content.order, language)
    case 'order-confirmed':
      return orderConfirmed(content, language)
    case 'order-cancelled':
      return orderCancelled(content, language)
    case 'account':
      return accountLetter(content, shopName)
  }
}
