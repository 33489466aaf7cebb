import { id } from '@merx/kernel'
import { z } from 'zod'
import type { Asked } from './ask.ts'
import type { FoundProduct } from './found-product.ts'

const Contribution = z
  .object({
    word: z.string(),
    /** The form that was found in the document. */
    term: z.string(),
    fields: z.array(z.string()),
    score: z.number(),
  })
  .meta({ id: 'SearchContribution' })

const Factor = z.object({ name: z.string(), factor: z.number() }).meta({ id: 'SearchFactor' })

/** The score is the words' sum times the factors. */
export const Explanation = z
  .object({
    id: id<'ProductId'>(),
    /** It has all the words, and so it stands before all that have not. */
    complete: z.boolean(),
    score: z.number(),
    words: z.array(Contribution),
    factors: z.array(Factor),
  })
  .meta({ id: 'SearchExplanation' })
export type Explanation = z.output<typeof Explanation>

/** Why the products of a page stand where they stand; one that came by a pin has no reason of its own. */
export async function explainPage({ answering, query }: Asked, items: readonly FoundProduct[]): Promise<Explanation[]> {
  const explained = await Promise.all(items.map((item) => answering.engine.explain(query, item.id)))
  return explained.flatMap((one, index) => {
    const item = items[index]
    if (!one || !item) return []
    const words = one.words.map((word) => ({ ...word, fields: [...word.fields] }))
    return [{ ...one, id: item.id, words, factors: [...one.factors] }]
  })
}
