import { event } from '@merx/kernel'
import { z } from 'zod'

/** Documents were written: lists of these brands and of these categories, all above theirs included, may show something else now. */
export const documentsChanged = event({
  name: 'search.documents.changed.v1',
  schema: z.object({ categories: z.array(z.string()), brands: z.array(z.string()) }),
  key: () => 'documents',
})
