import { GraphQLInterfaceType, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLString } from 'graphql'
import { named } from '../http/problem.ts'
import type { FieldError, Refusal } from '../operations/refusal.ts'
import { pascalCase } from './names.ts'
import type { Registry } from './registry.ts'
import { RefusalData } from './scalars.ts'

/** A refusal as a member of an answer. */
export type RefusalAnswer = {
  readonly __typename: string
  readonly code: string
  readonly detail: string
  readonly errors: readonly FieldError[]
  readonly data: Readonly<Record<string, unknown>>
}

export function refusalAnswer({ code, data }: Pick<Refusal, 'code' | 'data'>): RefusalAnswer {
  const { detail, errors = [], ...more } = data
  return { __typename: pascalCase(code), code, detail: detail ?? `${named(code, 0).title}.`, errors, data: more }
}

export function isRefusalAnswer(value: unknown): value is RefusalAnswer {
  return typeof value === 'object' && value !== null && '__typename' in value && 'code' in value
}

const text = new GraphQLNonNull(GraphQLString)

const FieldErrorType = new GraphQLObjectType({
  name: 'FieldError',
  description: 'One field of the input and what is wrong with it.',
  fields: {
    field: { type: text, description: 'A path such as `shippingAddress.postalCode`' },
    code: { type: text },
    detail: { type: text },
  },
})

const fields = {
  code: { type: text, description: 'What programs go by' },
  detail: { type: text, description: 'The sentence that people read' },
  errors: { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(FieldErrorType))) },
  data: { type: new GraphQLNonNull(RefusalData) },
}

const RefusalInterface = new GraphQLInterfaceType({
  name: 'Refusal',
  description: 'An expected outcome other than success. Nothing was changed.',
  fields,
})

/** The type of a code: `out_of_stock` is `OutOfStock`, wherever it is told. */
export function refusalType(registry: Registry, code: string): GraphQLObjectType {
  return registry.define(
    pascalCase(code),
    ['refusal', code],
    (name) =>
      new GraphQLObjectType({ name, description: `The refusal \`${code}\`.`, interfaces: [RefusalInterface], fields }),
  )
}
