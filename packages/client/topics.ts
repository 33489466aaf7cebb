import type * as cart from '@merx/cart'
import type * as inventory from '@merx/inventory'
import type * as ordering from '@merx/ordering'
import type { TopicsOf } from './topic-contract.ts'

/** All that can be followed live, by name, as types alone. A module joins with its import and its line here. */
export type Topics = TopicsOf<typeof cart> & TopicsOf<typeof inventory> & TopicsOf<typeof ordering>
