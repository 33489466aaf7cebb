import { event } from '@merx/kernel'
import { z } from 'zod'

export const assetStored = event({
  name: 'media.asset.stored.v1',
  schema: z.object({ hash: z.string(), contentType: z.string(), width: z.int(), height: z.int() }),
  key: (asset) => asset.hash,
})
