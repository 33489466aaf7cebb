export { createSchema } from './graphql/schema.ts'
export type { Subgraph, SubgraphOptions } from './graphql/subgraph.ts'
export { createSubgraph } from './graphql/subgraph.ts'
