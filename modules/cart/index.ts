import { defineModule } from '@merx/kernel'
import { addItem } from './commands/add-item.ts'
import { addWish } from './commands/add-wish.ts'
import { changeItem } from './commands/change-item.ts'
import { close } from './commands/close.ts'
import { dropLine } from './commands/drop-line.ts'
import { merge } from './commands/merge.ts'
import { mergeLines } from './commands/merge-lines.ts'
import { mergeWishlist } from './commands/merge-wishlist.ts'
import { moveWish } from './commands/move-wish.ts'
import { putLine } from './commands/put-line.ts'
import { putLines } from './commands/put-lines.ts'
import { removeItem } from './commands/remove-item.ts'
import { removeWish } from './commands/remove-wish.ts'
import { reopen } from './commands/reopen.ts'
import { setLine } from './commands/set-line.ts'
import { forgetErased } from './consumers/forget-erased.ts'
import { cartChanged } from './events.ts'
import { graphql } from './graphql.ts'
import { forgetExpiredCarts } from './jobs/forget-expired-carts.ts'
import { forgetExpiredLists } from './jobs/forget-expired-wishlists.ts'
import { cartTopic } from './live.ts'
import { personal } from './personal.ts'
import { forCheckout } from './queries/for-checkout.ts'
import { getCart } from './queries/get-cart.ts'
import { getWishlist } from './queries/get-wishlist.ts'
import { listShippingOptions } from './queries/list-shipping-options.ts'
import { personalRecords } from './queries/personal-records.ts'
import { planLines } from './queries/plan-lines.ts'
import { quote } from './queries/quote.ts'
import { cartSettings } from './settings.ts'

export type { Cart } from './quoting/cart-view.ts'
export { CartProblem } from './quoting/cart-view.ts'
export { restProblems } from './quoting/rest-problems.ts'
export {
  addItem,
  addWish,
  cartTopic,
  changeItem,
  close,
  forCheckout,
  getCart,
  getWishlist,
  listShippingOptions,
  merge,
  moveWish,
  planLines,
  putLines,
  quote,
  removeItem,
  removeWish,
  reopen,
}

export const cartModule = defineModule({
  name: 'cart',
  migrations: new URL('./migrations/', import.meta.url),
  operations: [
    addItem,
    putLine,
    planLines,
    putLines,
    changeItem,
    setLine,
    removeItem,
    dropLine,
    merge,
    mergeLines,
    getCart,
    listShippingOptions,
    forCheckout,
    quote,
    close,
    reopen,
    getWishlist,
    addWish,
    removeWish,
    moveWish,
    mergeWishlist,
    personalRecords,
  ],
  events: [cartChanged],
  topics: [cartTopic],
  consumers: [forgetErased],
  jobs: [forgetExpiredCarts, forgetExpiredLists],
  settings: [cartSettings],
  graphql,
  personal,
})
