import { createSchema } from '@merx/kernel/graphql'
import { GraphQLSchema } from 'graphql'
import { modules } from '../../merx.config.ts'

/** The schema of the shop that ships. */
export function wholeSchema(): GraphQLSchema {
  return createSchema({ modules })
}

/** The same without what is followed at the shop's own address alone. */
export function federatedSchema(): GraphQLSchema {
  return new GraphQLSchema({ ...wholeSchema().toConfig(), subscription: undefined, types: [] })
}
