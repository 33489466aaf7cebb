import { hash } from 'node:crypto'
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { GraphqlFault } from './fault.ts'
import { checkLimits, type Limits } from './limits.ts'
import { createOpening, createRunner, type Open, type Run } from './runner.ts'

/** One operation of a document, ready to run. */
export type Prepared = {
  readonly kind: 'query' | 'mutation' | 'subscription'
  /** What names the operation and its document among all. */
  readonly id: string
  /** Whether it asks for nothing but what is the same for everyone. */
  readonly isPublic: boolean
  /** Fields of `Mutation` that it selects. */
  readonly changes: number
  readonly run: Run
  /** What a subscription follows. */
  readonly open: Open
}

/** How a request names its document: by text, by the text's SHA-256 in hexadecimal, or both to introduce it. */
export type Wanted = {
  readonly query: string | undefined
  readonly sha256: string | undefined
  readonly operationName: string | undefined
}

export type Documents = { prepare(wanted: Wanted): Prepared }

export type DocumentOptions = {
  readonly schema: GraphQLSchema
  readonly limits: Limits & { readonly tokens: number }
  readonly introspection: boolean
  readonly maxDocuments: number
}

type Known = { readonly digest: string; readonly document: DocumentNode; readonly operations: Map<string, Prepared> }

/** Parsed, validated, and weighed documents by their hash; those that are not asked for make room. */
export function createDocuments({ schema, limits, introspection, maxDocuments }: DocumentOptions): Documents {
  const known = new Map<string, Known>()
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule]

  const read = (text: string, digest: string): Known => {
    const document = parsed(text, limits.tokens)
    const errors = validate(schema, document, rules, { maxErrors: 10 })
    if (errors.length > 0) throw new GraphqlFault('invalid_document', 'The document does not fit the schema.', errors)
    checkLimits(schema, document, limits)
    return { digest, document, operations: new Map() }
  }

  const find = ({ query, sha256 }: Wanted): Known => {
    const digest = query === undefined ? sha256 : hash('sha256', query)
    if (digest === undefined) throw new GraphqlFault('malformed_document', 'Send a document as `query`.')
    if (sha256 !== undefined && sha256 !== digest)
      throw new GraphqlFault('persisted_query_mismatch', 'The document has another hash than the request says.')
    const found = known.get(digest)
    if (!found && query === undefined) throw new GraphqlFault('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')
    const entry = found ?? read(query ?? '', digest)
    // a map keeps the order of insertion: what was used last stands last
    known.delete(digest)
    known.set(digest, entry)
    const [oldest] = known.keys()
    if (known.size > maxDocuments && oldest !== undefined) known.delete(oldest)
    return entry
  }

  return {
    prepare: (wanted) => {
      const { document, operations, digest } = find(wanted)
      const name = wanted.operationName ?? ''
      const ready =
        operations.get(name) ?? preparedFor(schema, document, { name: wanted.operationName, id: `${digest} ${name}` })
      operations.set(name, ready)
      return ready
    },
  }
}

function parsed(text: string, maxTokens: number): DocumentNode {
  try {
    return parse(text, { maxTokens })
  } catch (error) {
    if (error instanceof GraphQLError)
      throw new GraphqlFault('malformed_document', 'The document cannot be read.', [error])
    throw error
  }
}

function preparedFor(
  schema: GraphQLSchema,
  document: DocumentNode,
  { name, id }: { readonly name: string | undefined; readonly id: string },
): Prepared {
  const operation = operationOf(document, name)
  const running = { schema, document, operationName: name }
  return {
    id,
    kind: operation.operation,
    isPublic: operation.operation === 'query' && isPublic(schema, document),
    changes: operation.operation === 'mutation' ? changesOf(document, operation) : 0,
    run: createRunner(running),
    open: createOpening(running),
  }
}

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)
  const [only, ...others] = operations
  const found =
    name === undefined ? (others.length === 0 ? only : undefined) : operations.find((one) => one.name?.value === name)
  if (found) return found
  const detail =
    name === undefined ? 'Say by `operationName` which of its operations to run.' : 'It has no such operation.'
  throw new GraphqlFault('no_such_operation', detail)
}

/** Counted through fragments: what a document changes stands at its top level. */
function changesOf(document: DocumentNode, { selectionSet }: OperationDefinitionNode): number {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one.selectionSet]] : [],
    ),
  )
  const names = new Set<string>()
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.add(selection.alias?.value ?? selection.name.value)
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet)
      else collect(fragments.get(selection.name.value) ?? emptySet)
    }
  }
  collect(selectionSet)
  return names.size
}

const emptySet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [] }

/** Whether every field of the document that runs something gives answers that are kept for everyone. */
function isPublic(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema)
  let found = true
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: () => {
        if (types.getFieldDef()?.extensions['kept'] === false) found = false
      },
    }),
  )
  return found
}
