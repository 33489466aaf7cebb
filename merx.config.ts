import { accountsModule, type BotCheck, botCheck, type Issuer, issuers, shopSecret } from '@merx/accounts'
import { cartModule } from '@merx/cart'
import { catalogModule } from '@merx/catalog'
import { importsModule } from '@merx/imports'
import { inventoryModule } from '@merx/inventory'
import { type Module, type Provision, provide } from '@merx/kernel'
import { type MediaStore, mediaModule, mediaStore } from '@merx/media'
import { notificationsModule } from '@merx/notifications'
import { orderingModule } from '@merx/ordering'
import { cashOnDelivery, type PaymentProvider, paymentProviders, paymentsModule } from '@merx/payments'
import { pricingModule } from '@merx/pricing'
import { memoryEngine, searchEngine, searchModule } from '@merx/search'
import { shippingModule } from '@merx/shipping'

/** The modules that this shop is made of. */
export const modules: readonly Module[] = [
  accountsModule,
  catalogModule,
  pricingModule,
  inventoryModule,
  mediaModule,
  importsModule,
  shippingModule,
  paymentsModule,
  notificationsModule,
  searchModule,
  cartModule,
  orderingModule,
]

/** What the server found in its environment and hands to the providers. */
export type Surroundings = {
  readonly media: MediaStore
  /** The sandbox bank; absent in production. */
  readonly bank: PaymentProvider | undefined
  /** What the shop seals in its database is sealed by it; absent: each process has its own. */
  readonly secret?: string
  /** The folder where a search index is kept from one start to the next; without one it is built at each. */
  readonly indexes?: string
  /** Who may log people in besides the shop. */
  readonly issuers?: readonly Issuer[]
  /** Tells people from programs; absent: nobody does. */
  readonly botCheck?: BotCheck | undefined
}

/** Which provider stands behind each seam. */
export function providers({ media, bank, secret, indexes, ...vouching }: Surroundings): readonly Provision[] {
  return [
    provide(mediaStore, media),
    provide(paymentProviders, bank ? [bank, cashOnDelivery] : [cashOnDelivery]),
    ...(secret === undefined ? [] : [provide(shopSecret, secret)]),
    provide(searchEngine, memoryEngine(indexes)),
    provide(issuers, vouching.issuers ?? []),
    provide(botCheck, vouching.botCheck),
  ]
}
