import { newId } from '@merx/kernel'
import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql'

/** The field of an operation, and a document that asks for it alone. */
type FieldDocument = { readonly field: string; readonly document: string }

/** By the name of the operation. The values fit the schema and no more: who calls is judged before they are. */
export function documentsOf(schema: GraphQLSchema): ReadonlyMap<string, FieldDocument> {
  return new Map([...fieldsOf('query', schema.getQueryType()), ...fieldsOf('mutation', schema.getMutationType())])
}

function fieldsOf(
  kind: 'query' | 'mutation',
  root: GraphQLObjectType | null | undefined,
): readonly (readonly [string, FieldDocument])[] {
  return Object.values(root?.getFields() ?? {}).map(({ name, args, type, extensions }) => {
    const given = pairs(args.filter(isRequiredArgument))
    const asked = `${name}${given && `(${given})`}${isLeafType(getNamedType(type)) ? '' : ' { __typename }'}`
    return [String(extensions['operation']), { field: name, document: `${kind} { ${asked} }` }]
  })
}

function pairs(inputs: readonly (GraphQLArgument | GraphQLInputField)[]): string {
  return inputs.map(({ name, type }) => `${name}: ${literal(type)}`).join(', ')
}

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType)
  if (isListType(type)) return '[]'
  if (isEnumType(type)) return type.getValues()[0]?.name ?? ''
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields())
    return `{ ${pairs(type.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField))} }`
  }
  switch (type.name) {
    case 'Boolean':
      return 'true'
    case 'Int':
    case 'Float':
    case 'MinorUnits':
      return '1'
    default:
      return JSON.stringify(newId())
  }
}
