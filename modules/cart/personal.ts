import type { PersonalData } from '@merx/kernel'
import { forgetErased } from './consumers/forget-erased.ts'
import { personalRecords } from './queries/personal-records.ts'

export const personal: PersonalData = {
  erased: ['cart.user_id', 'wishlist.user_id'],
  records: personalRecords,
  eraser: forgetErased,
}
