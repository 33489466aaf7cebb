import { createStore } from '../state/store.ts'

/** Whether the cart lies open beside the page. */
export const drawer = createStore(false)

/** The drawer's code comes when somebody reaches for it. */
export const loadDrawer = () => import('./cart-drawer.tsx')
