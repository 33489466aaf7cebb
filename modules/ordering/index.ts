import { defineModule } from '@merx/kernel'
import { announceOrder } from './commands/announce-order.ts'
import { cancelByStaff } from './commands/cancel-by-staff.ts'
import { cancelOrder } from './commands/cancel-order.ts'
import { checkout } from './commands/checkout.ts'
import { claimOrder } from './commands/claim-order.ts'
import { claimOrders } from './commands/claim-orders.ts'
import { confirmOrder } from './commands/confirm-order.ts'
import { discardOrder } from './commands/discard-order.ts'
import { expireOrder } from './commands/expire-order.ts'
import { markDelivered } from './commands/mark-delivered.ts'
import { markReturned } from './commands/mark-returned.ts'
import { markShipped } from './commands/mark-shipped.ts'
import { placeOrder } from './commands/place-order.ts'
import { recordCancellation } from './commands/record-cancellation.ts'
import { recordPayments } from './commands/record-payments.ts'
import { reorder } from './commands/reorder.ts'
import { retryPayment } from './commands/retry-payment.ts'
import { settlePayment } from './commands/settle-payment.ts'
import { startPayment } from './commands/start-payment.ts'
import { claimGuestOrders } from './consumers/claim-guest-orders.ts'
import { forgetErased } from './consumers/forget-erased.ts'
import { settlePayments } from './consumers/settle-payments.ts'
import { writeMails } from './consumers/write-mails.ts'
import { lookForGuestOrders } from './deliveries/look-for-guest-orders.ts'
import { orderCancelled, orderConfirmed, orderPaid, orderPlaced } from './events.ts'
import { graphql } from './graphql.ts'
import { erasePeople } from './jobs/erase-people.ts'
import { expireUnpaidOrders } from './jobs/expire-unpaid-orders.ts'
import { orderTopic } from './live.ts'
import { personal } from './personal.ts'
import { getOrder } from './queries/get-order.ts'
import { listMyOrders } from './queries/list-my-orders.ts'
import { listOrders } from './queries/list-orders.ts'
import { personalRecords } from './queries/personal-records.ts'
import { showOrder } from './queries/show-order.ts'
import { orderingSettings } from './settings.ts'

export {
  cancelByStaff,
  cancelOrder,
  checkout,
  claimOrder,
  getOrder,
  listMyOrders,
  listOrders,
  markDelivered,
  markReturned,
  markShipped,
  orderTopic,
  reorder,
  retryPayment,
  showOrder,
}

export const orderingModule = defineModule({
  name: 'ordering',
  migrations: new URL('./migrations/', import.meta.url),
  operations: [
    checkout,
    getOrder,
    cancelOrder,
    retryPayment,
    listMyOrders,
    claimOrder,
    claimOrders,
    reorder,
    listOrders,
    showOrder,
    cancelByStaff,
    markShipped,
    markDelivered,
    markReturned,
    placeOrder,
    discardOrder,
    announceOrder,
    confirmOrder,
    startPayment,
    recordPayments,
    recordCancellation,
    settlePayment,
    expireOrder,
    personalRecords,
  ],
  events: [orderPlaced, orderConfirmed, orderPaid, orderCancelled],
  topics: [orderTopic],
  consumers: [settlePayments, writeMails, claimGuestOrders, forgetErased],
  deliveries: [lookForGuestOrders],
  jobs: [expireUnpaidOrders, erasePeople],
  settings: [orderingSettings],
  graphql,
  personal,
})
