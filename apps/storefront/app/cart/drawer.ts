import { toasts } from '../components/toast-store.ts'
import { createStore } from '../state/store.ts'

/** Whether the cart lies open beside the page. */
export const drawer = createStore(false)

/** What was said of the cart before is seen in it: a toast that stays would be taken for one about what is done there. */
export function openDrawer(): void {
  toasts.set(undefined)
  drawer.set(true)
}

/** The drawer's code comes when somebody reaches for it. */
export const loadDrawer = () => import('./cart-drawer.tsx')
