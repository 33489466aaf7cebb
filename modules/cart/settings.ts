import { settings } from '@merx/kernel'
import { z } from 'zod'

export const cartSettings = settings(
  'cart.settings',
  z.object({
    /** Days after the last change until a cart is forgotten. */
    MERX_CART_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  }),
)
