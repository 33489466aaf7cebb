import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql'
import { GraphqlFault } from './fault.ts'

export type Limits = { readonly depth: number; readonly aliases: number; readonly cost: number }

type Weight = { readonly cost: number; readonly depth: number }

/** What running an operation costs, compared with telling one field. */
const operationCost = 10
const rootTypes: readonly string[] = ['Query', 'Mutation', 'Subscription']
/** How many items a list is taken to have where nobody says. */
const usualLength = 10
const longestPage = 100

/** Refuses a document that would ask too much before anything is run for it. It has been validated: its fragments make no circles. */
export function checkLimits(schema: GraphQLSchema, document: DocumentNode, limits: Limits): void {
  const aliases = aliasesIn(document)
  if (aliases > limits.aliases) throw tooMuch('aliases', aliases, limits.aliases)
  const weigh = createScales(schema, document)
  for (const operation of document.definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION) continue
    const { cost, depth } = weigh(operation)
    if (depth > limits.depth) throw tooMuch('levels of fields', depth, limits.depth)
    if (cost > limits.cost) throw tooMuch('fields in its longest answer', cost, limits.cost)
  }
}

function tooMuch(what: string, found: number, most: number): GraphqlFault {
  return new GraphqlFault('document_too_large', `The document has ${found} ${what}; ${most} are the most.`)
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

function createScales(schema: GraphQLSchema, document: DocumentNode): (operation: OperationDefinitionNode) => Weight {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  // a fragment is weighed once, however often it is spread: nested spreads would double the work at each level
  const weighed = new Map<string, Weight>()

  const ofSet = ({ selections }: SelectionSetNode, type: string, pageLength: number): Weight => {
    const weights = selections.map((selection) => ofSelection(selection, type, pageLength))
    return {
      cost: weights.reduce((sum, { cost }) => sum + cost, 0),
      depth: Math.max(...weights.map(({ depth }) => depth)),
    }
  }

  const ofSelection = (selection: SelectionNode, type: string, pageLength: number): Weight => {
    switch (selection.kind) {
      case Kind.FIELD:
        return ofField(selection, type, pageLength)
      case Kind.INLINE_FRAGMENT:
        return ofSet(selection.selectionSet, selection.typeCondition?.name.value ?? type, pageLength)
      case Kind.FRAGMENT_SPREAD: {
        const key = `${selection.name.value} ${pageLength}`
        const fragment = fragments.get(selection.name.value)
        const weight =
          weighed.get(key) ??
          (fragment ? ofSet(fragment.selectionSet, fragment.typeCondition.name.value, pageLength) : nothing)
        weighed.set(key, weight)
        return weight
      }
    }
  }

  const ofField = (node: FieldNode, type: string, pageLength: number): Weight => {
    const { name, selectionSet } = node
    // what a document asks about the schema is bounded by a rule of its own
    if (name.value.startsWith('__')) return nothing
    const own = rootTypes.includes(type) ? operationCost : 1
    const field = fieldOf(schema, type, name.value)
    if (!selectionSet || !field) return { cost: own, depth: 1 }
    const inner = ofSet(selectionSet, getNamedType(field.type).name, pageLengthOf(node, field))
    const times = isList(field.type) ? pageLength : 1
    return { cost: own + times * inner.cost, depth: 1 + inner.depth }
  }

  return ({ selectionSet, operation }) => ofSet(selectionSet, schema.getRootType(operation)?.name ?? '', usualLength)
}

const nothing: Weight = { cost: 0, depth: 0 }

function fieldOf(schema: GraphQLSchema, type: string, name: string): GraphQLField<unknown, unknown> | undefined {
  const found = schema.getType(type)
  return isObjectType(found) || isInterfaceType(found) ? found.getFields()[name] : undefined
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
  return type instanceof GraphQLList || (type instanceof GraphQLNonNull && isList(type.ofType))
}
