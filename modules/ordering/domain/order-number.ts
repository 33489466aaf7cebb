import { plain } from '@merx/kernel'
import { z } from 'zod'

export const OrderNumber = plain(
  z
    .string()
    .regex(/^M-[1-9][0-9]{0,14}$/)
    .meta({ id: 'OrderNumber', description: 'What people call an order, such as `M-100042`' }),
)
export type OrderNumber = z.output<typeof OrderNumber>

export function orderNumber(number: number): OrderNumber {
  return `M-${number}`
}

export function sequenceOf(number: OrderNumber): number {
  return Number(number.slice(2))
}
