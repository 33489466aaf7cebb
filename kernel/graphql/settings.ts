import { z } from 'zod'
import { settings } from '../runtime/settings.ts'

const amount = (standard: number) => z.coerce.number().int().min(1).default(standard)

/** What a GraphQL document may be. */
export const graphqlSettings = settings(
  'graphql',
  z.object({
    /** Whether the schema tells itself; absent: in development. */
    MERX_GRAPHQL_INTROSPECTION: z
      .enum(['on', 'off'])
      .transform((value) => value === 'on')
      .optional(),
    /** Words and signs of a document. */
    MERX_GRAPHQL_MAX_TOKENS: amount(2_000),
    /** Fields within fields. */
    MERX_GRAPHQL_MAX_DEPTH: amount(15),
    /** Fields under another name than their own, which is how one document asks the same thing many times. */
    MERX_GRAPHQL_MAX_ALIASES: amount(30),
    /** Fields that an answer can have at most, lists counted at their asked length. */
    MERX_GRAPHQL_MAX_COST: amount(10_000),
    /** Documents that are kept compiled, and found again by their hash. */
    MERX_GRAPHQL_MAX_DOCUMENTS: amount(500),
  }),
)

export type GraphqlSettings = z.output<typeof graphqlSettings.schema>
