import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type SelectionNode,
  visit,
} from 'graphql'

/** What a document may be: the same settings, weights and words as of a shop in one process, whose code is not to be had here. */
export type Limits = { readonly depth: number; readonly aliases: number; readonly cost: number }

type Weight = { readonly cost: number; readonly depth: number }

const nothing: Weight = { cost: 0, depth: 0 }

/** What running an operation costs, compared with telling one field. */
const operationCost = 10
const usualLength = 10
const longestPage = 100

/** The error of a document that asks too much. It has been validated: its fragments make no circles. */
export function findExcess(schema: GraphQLSchema, document: DocumentNode, limits: Limits): GraphQLError | undefined {
  const aliases = aliasesIn(document)
  if (aliases > limits.aliases) return tooMuch('aliases', aliases, limits.aliases)
  const weigh = createScales(schema, document)
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    const root = schema.getRootType(definition.operation)?.name ?? ''
    const { cost, depth } = weigh(definition.selectionSet.selections, root, usualLength)
    if (depth > limits.depth) return tooMuch('levels of fields', depth, limits.depth)
    if (cost > limits.cost) return tooMuch('fields in its longest answer', cost, limits.cost)
  }
  return undefined
}

function tooMuch(what: string, found: number, most: number): GraphQLError {
  return new GraphQLError(`The document has ${found} ${what}; ${most} are the most.`, {
    extensions: { code: 'document_too_large', http: { status: 400 } },
  })
}

function aliasesIn(document: DocumentNode): number {
  let count = 0
  visit(document, {
    Field: ({ alias }) => {
      if (alias) count += 1
    },
  })
  return count
}

type Weigh = (selections: readonly SelectionNode[], type: string, pageLength: number) => Weight

function createScales(schema: GraphQLSchema, document: DocumentNode): Weigh {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  // a fragment is weighed once, however often it is spread: nested spreads would double the work at each level
  const weighed = new Map<string, Weight>()

  const weigh: Weigh = (selections, type, pageLength) =>
    selections
      .map((selection) => weightOf(selection, type, pageLength))
      .reduce((sum, { cost, depth }) => ({ cost: sum.cost + cost, depth: Math.max(sum.depth, depth) }), nothing)

  const weightOf = (selection: SelectionNode, type: string, pageLength: number): Weight => {
    if (selection.kind === Kind.FIELD) return weightOfField(selection, type, pageLength)
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return weigh(selection.selectionSet.selections, selection.typeCondition?.name.value ?? type, pageLength)
    }
    const key = `${selection.name.value} ${pageLength}`
    const fragment = fragments.get(selection.name.value)
    if (!fragment) return nothing
    const { selectionSet, typeCondition } = fragment
    const weight = weighed.get(key) ?? weigh(selectionSet.selections, typeCondition.name.value, pageLength)
    weighed.set(key, weight)
    return weight
  }

  const weightOfField = (node: FieldNode, type: string, pageLength: number): Weight => {
    if (node.name.value.startsWith('__')) return nothing
    const own = type === 'Query' || type === 'Mutation' ? operationCost : 1
    const parent = schema.getType(type)
    const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined
    if (!node.selectionSet || !field) return { cost: own, depth: 1 }
    const named = getNamedType(field.type).name
    const inner = weigh(node.selectionSet.selections, named, pageLengthOf(node, field))
    return { cost: own + (isList(field.type) ? pageLength : 1) * inner.cost, depth: 1 + inner.depth }
  }

  return weigh
}

/** The lists right below a field that pages are as long as it asks; a variable may ask for the longest. */
function pageLengthOf({ arguments: given = [] }: FieldNode, { type, args }: GraphQLField<unknown, unknown>): number {
  const first = args.find(({ name }) => name === 'first')
  if (!first || !isCompositeType(getNamedType(type))) return usualLength
  const value = given.find(({ name }) => name.value === 'first')?.value
  if (value === undefined) return Number(first.defaultValue ?? longestPage)
  return value.kind === Kind.INT ? Math.min(Math.max(Number(value.value), 0), longestPage) : longestPage
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type))
}
