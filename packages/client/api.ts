import type * as accounts from '@merx/accounts'
import type * as cart from '@merx/cart'
import type * as catalog from '@merx/catalog'
import type * as imports from '@merx/imports'
import type * as inventory from '@merx/inventory'
import type * as media from '@merx/media'
import type * as ordering from '@merx/ordering'
import type * as payments from '@merx/payments'
import type * as pricing from '@merx/pricing'
import type * as search from '@merx/search'
import type * as shipping from '@merx/shipping'
import type { OperationsOf } from './contract.ts'

/** All that the shop can do, by name, as types alone. A module joins with its import and its line here. */
export type Api = OperationsOf<'accounts', typeof accounts> &
  OperationsOf<'cart', typeof cart> &
  OperationsOf<'catalog', typeof catalog> &
  OperationsOf<'imports', typeof imports> &
  OperationsOf<'inventory', typeof inventory> &
  OperationsOf<'media', typeof media> &
  OperationsOf<'ordering', typeof ordering> &
  OperationsOf<'payments', typeof payments> &
  OperationsOf<'pricing', typeof pricing> &
  OperationsOf<'search', typeof search> &
  OperationsOf<'shipping', typeof shipping>
