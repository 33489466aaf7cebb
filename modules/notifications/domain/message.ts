import { Money, text } from '@merx/kernel'
import { z } from 'zod'

const MailedLine = z
  .object({ name: text(500), options: text(500, 0), quantity: z.int().min(1), total: Money })
  .meta({ id: 'MailedLine' })

/** An order as its mails tell it. */
export const MailedOrder = z
  .object({
    number: text(40),
    placedAt: z.iso.datetime(),
    /** Opens the order without a password: for its buyer only. */
    link: z.url(),
    lines: z.array(MailedLine).min(1),
    subtotal: Money,
    discount: Money,
    shipping: Money,
    tax: Money,
    /** Whether the prices above contain the tax. */
    taxIncluded: z.boolean(),
    total: Money,
    shippingMethod: text(200),
    /** One line of the address each. */
    shippingAddress: z.array(text(300)),
  })
  .meta({ id: 'MailedOrder' })
export type MailedOrder = z.output<typeof MailedOrder>

const OrderPlaced = z
  .object({ template: z.literal('order-placed'), order: MailedOrder })
  .meta({ id: 'OrderPlacedContent' })

const OrderConfirmed = z
  .object({
    template: z.literal('order-confirmed'),
    order: MailedOrder,
    /** What the buyer pays at the door; absent where nothing is. */
    dueOnDelivery: Money.optional(),
  })
  .meta({ id: 'OrderConfirmedContent' })

const OrderCancelled = z
  .object({
    template: z.literal('order-cancelled'),
    order: MailedOrder,
    reason: z.enum(['expired', 'requested']),
    /** What goes back to the buyer; `null` where nothing was paid. */
    refund: Money.nullable(),
  })
  .meta({ id: 'OrderCancelledContent' })

const AccountLetter = z
  .object({
    template: z.literal('account'),
    kind: z.enum([
      'verify_email',
      'already_registered',
      'reset_password',
      'password_changed',
      'confirm_new_email',
      'email_change_requested',
      'email_changed',
      'unlock',
      'invitation',
      'second_factor_added',
      'second_factor_removed',
      'recovery_code_used',
      'passkey_added',
      'passkey_removed',
      'identity_linked',
    ]),
    name: text(200, 0),
    /** For its reader only. */
    link: z.url(),
  })
  .meta({ id: 'AccountLetterContent' })

/** Each template with what it tells. A new template is one object more here and one case in `templates/write-message.ts`. */
export const MessageContent = z
  .discriminatedUnion('template', [OrderPlaced, OrderConfirmed, OrderCancelled, AccountLetter])
  .meta({ id: 'MessageContent' })
export type MessageContent = z.output<typeof MessageContent>

export const NewMessage = z
  .object({
    /** Names the cause, such as the id of an event: asked for twice, it is one message. */
    dedupeKey: text(200),
    to: text(254),
    /** BCP 47; decides how money and dates are written. */
    language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/),
    content: MessageContent,
  })
  .meta({ id: 'NewMessage' })
export type NewMessage = z.output<typeof NewMessage>
