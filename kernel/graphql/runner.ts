import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getOperationAST,
  visit,
} from 'graphql'
import { compileQuery, isCompiledQuery } from 'graphql-jit'
import type { Notice } from '../live/notice.ts'
import type { GraphqlCall } from './call.ts'
import type { SubscriptionCall } from './subscriptions/fields.ts'

/** Runs one operation of a document: a subscription for one notice of what it follows. */
export type Run = (
  call: GraphqlCall,
  variables: Readonly<Record<string, unknown>>,
  notice?: Notice,
) => ExecutionResult | Promise<ExecutionResult>

/** What a subscription follows, or why it cannot. */
export type Open = (
  call: SubscriptionCall,
  variables: Readonly<Record<string, unknown>>,
) => Promise<AsyncIterable<unknown> | ExecutionResult>

export type RunnerOptions = {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operationName: string | undefined
}

/**
 * A document is interpreted the first time and compiled the second: compiling costs tens of milliseconds, and who sends ever new
 * documents shall not make us spend them.
 */
export function createRunner(options: RunnerOptions): Run {
  const { schema, document, operationName } = options
  const interpret: Run = (contextValue, variableValues, rootValue) =>
    execute({ schema, document, rootValue, contextValue, variableValues, operationName: operationName ?? null })
  const isSubscription = getOperationAST(document, operationName)?.operation === 'subscription'
  if (isSubscription || hasConditions(document)) return interpret

  let isKnown = false
  let compiled: Run | undefined
  return (call, variables) => {
    if (compiled) return compiled(call, variables)
    if (isKnown) compiled = compile(options) ?? interpret
    isKnown = true
    return (compiled ?? interpret)(call, variables)
  }
}

export function createOpening({ schema, document, operationName }: RunnerOptions): Open {
  return (contextValue, variableValues) =>
    createSourceEventStream({ schema, document, contextValue, variableValues, operationName: operationName ?? null })
}

/** graphql-jit 0.8.9 loses a condition on a spread where two selections share a field: it told what was to be skipped. */
function hasConditions(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    Directive: () => {
      found = true
    },
  })
  return found
}

function compile({ schema, document, operationName }: RunnerOptions): Run | undefined {
  const result = compileQuery(schema, document, operationName, { disablingCapturingStackErrors: true })
  if (!isCompiledQuery(result)) return undefined
  return (call, variables) => result.query(undefined, call, variables) as ReturnType<Run>
}
