import {
  type ExecutionArgs,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql'

type Asked = Pick<ExecutionArgs, 'document' | 'operationName' | 'schema'>

type Given = {
  readonly schema: GraphQLSchema
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
}

type Answered = Readonly<Record<string, unknown>>

type Fields = Map<string, SelectionSetNode[]>

/** Puts the fields of an answer in the order in which they were asked for, as GraphQL wants it: subgraphs answer in any. */
export function inOrder<Data extends Answered | null | undefined>(
  data: Data,
  { document, operationName, schema }: Asked,
): Answered | Data {
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  )
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)
  const operation = operationName ? operations.find(({ name }) => name?.value === operationName) : operations[0]
  return operation && data ? fieldsInOrder(data, [operation.selectionSet], { schema, fragments }) : data
}

function ordered(value: unknown, sets: readonly SelectionSetNode[], given: Given): unknown {
  if (Array.isArray(value)) return value.map((one) => ordered(one, sets, given))
  return isAnswered(value) && sets.length > 0 ? fieldsInOrder(value, sets, given) : value
}

function fieldsInOrder(value: Answered, sets: readonly SelectionSetNode[], given: Given): Answered {
  const fields: Fields = new Map()
  for (const set of sets) collect(set, fields, { ...given, typename: value['__typename'] })
  const known = [...fields].flatMap(([key, inner]) =>
    key in value ? [[key, ordered(value[key], inner, given)] as const] : [],
  )
  const others = Object.entries(value).filter(([key]) => !fields.has(key))
  // what nobody asked for by name stays behind what was
  return Object.fromEntries([...known, ...others])
}

function isAnswered(value: unknown): value is Answered {
  return typeof value === 'object' && value !== null
}

function collect(set: SelectionSetNode, fields: Fields, given: Given & { readonly typename: unknown }): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value
      const sets = fields.get(key) ?? []
      fields.set(key, selection.selectionSet ? [...sets, selection.selectionSet] : sets)
      continue
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? given.fragments.get(selection.name.value) : selection
    if (fragment && concerns(fragment.typeCondition?.name.value, given)) collect(fragment.selectionSet, fields, given)
  }
}

/** Whether a fragment is about an object: not when it is about another type and the object says which it is. */
function concerns(
  condition: string | undefined,
  { schema, typename }: Given & { readonly typename: unknown },
): boolean {
  if (condition === undefined || typeof typename !== 'string' || condition === typename) return true
  return !isObjectType(schema.getType(condition))
}
