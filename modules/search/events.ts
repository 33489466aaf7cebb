import { event, id } from '@merx/kernel'
import { z } from 'zod'

/** Documents were written: lists of these brands and of these categories, all above theirs included, may show something else now. */
export const documentsChanged = event({
  name: 'search.documents.changed.v1',
  schema: z.object({ categories: z.array(z.string()), brands: z.array(z.string()) }),
  key: () => 'documents',
})

/** Staff taught something or took it back: any answer may be another one now. */
export const lessonsChanged = event({
  name: 'search.lessons.changed.v1',
  schema: z.object({ kind: z.enum(['synonym', 'redirect', 'ranking']) }),
  key: ({ kind }) => kind,
})

/** Somebody searched, and agreed that it is counted. It tells of nobody, and words that look like a person's are not told. */
export const searched = event({
  name: 'search.query.searched.v1',
  schema: z.object({ words: z.string(), market: z.string(), found: z.int() }),
  key: ({ words }) => words,
})

/** Of what was found one product was opened; `position` counts from 1. */
export const resultChosen = event({
  name: 'search.result.chosen.v1',
  schema: z.object({ words: z.string(), market: z.string(), productId: id<'ProductId'>(), position: z.int() }),
  key: ({ words }) => words,
})
