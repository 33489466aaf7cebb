import {
  GraphQLBoolean,
  GraphQLError,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  Kind,
  valueFromASTUntyped,
} from 'graphql'

/** GraphQL's Int has 32 bits: 21 million dollars in cents do not fit. */
export const MinorUnits = new GraphQLScalarType({
  name: 'MinorUnits',
  description: 'An amount in the minor units of its currency: a whole number of up to 53 bits.',
  serialize: safeInteger,
  parseValue: safeInteger,
  parseLiteral: (node) => safeInteger(node.kind === Kind.INT ? Number(node.value) : undefined),
})

export const DateTime = new GraphQLScalarType({
  name: 'DateTime',
  description: 'A moment as RFC 3339 writes it, in UTC: `2026-11-21T12:00:00.000Z`.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  serialize: textOf,
  parseValue: textOf,
  parseLiteral: (node) => textOf(node.kind === Kind.STRING ? node.value : undefined),
})

export const RefusalData = new GraphQLScalarType({
  name: 'RefusalData',
  description: 'What else a refusal tells programs, as JSON: the same members as on REST.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
})

/** What is told where there is nothing to tell: GraphQL has no empty object. */
export const Done = new GraphQLObjectType({
  name: 'Done',
  fields: { done: { type: new GraphQLNonNull(GraphQLBoolean) } },
})

function safeInteger(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  throw new GraphQLError('A MinorUnits is a whole number of up to 53 bits')
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  throw new GraphQLError('A DateTime is a text such as 2026-11-21T12:00:00.000Z')
}
