import { z } from 'zod'
import { OrderId } from './ids.ts'

const DueRefund = z.object({ paymentId: z.uuid(), refundId: z.uuid(), reason: z.string() }).meta({ id: 'DueRefund' })

/** What is left to other modules when orders have moved: goods to hand over or to free, money to give back, payments to call off. */
export const LeftToDo = z
  .object({
    confirmed: z.array(OrderId),
    cancelled: z.array(OrderId),
    refunds: z.array(DueRefund),
    abandoned: z.array(z.uuid()),
  })
  .meta({ id: 'OrderLeftToDo' })
export type LeftToDo = z.output<typeof LeftToDo>
