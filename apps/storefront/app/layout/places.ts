import type { IconName } from '../components/icon.tsx'

export type Place = { readonly to: string; readonly label: string; readonly icon: IconName }

/** What the header leads to beside the goods and the cart. A place stands here when it has a route. */
export const places: readonly Place[] = [{ to: '/account', label: 'Account', icon: 'person' }]
