import type { PersonalData } from '@merx/kernel'
import { forgetErased } from './consumers/forget-erased.ts'
import { personalRecords } from './queries/personal-records.ts'

export const personal: PersonalData = {
  erased: ['order.user_id', 'order.email', 'order.shipping_address', 'order.billing_address', 'erasure.user_id'],
  // who moved an order: an id, of a person who may be gone
  kept: ['order_event.actor'],
  harmless: [
    'order.shipping_option_name',
    'order.cancel_reason',
    'order_event.reason',
    'order_line.name',
    'order_line.options',
    'order_line.image',
    'order_tax_line.name',
  ],
  records: personalRecords,
  eraser: forgetErased,
}
