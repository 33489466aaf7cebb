import { createSchema } from '@merx/kernel/graphql'
import type { GraphQLSchema } from 'graphql'
import { modules } from '../../merx.config.ts'

/** The schema of the shop that ships. */
export function wholeSchema(): GraphQLSchema {
  return createSchema({ modules })
}
