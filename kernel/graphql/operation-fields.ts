import { type GraphQLFieldConfig, GraphQLNonNull, GraphQLUnionType } from 'graphql'
import type { Endpoint } from '../http/endpoint.ts'
import { type JsonSchema, resolve } from '../http/json-schema.ts'
import { Fault } from '../http/problem.ts'
import { isEmptyObject } from '../operations/wire.ts'
import type { GraphqlCall } from './call.ts'
import { connectionArgs, connectionType, isKeysetList, type Page, pageRequest } from './connections.ts'
import type { DefinitionBook } from './definitions.ts'
import type { InputTypes } from './input-types.ts'
import { pascalCase } from './names.ts'
import { type Answer, type OutputTypes, objectAnswer } from './output-types.ts'
import { isRefusalAnswer, refusalType } from './refusals.ts'
import type { Registry } from './registry.ts'
import { Done } from './scalars.ts'

export type RootField = Omit<GraphQLFieldConfig<unknown, GraphqlCall>, 'resolve'> & {
  readonly resolve: (root: unknown, given: Readonly<Record<string, unknown>>, call: GraphqlCall) => Promise<unknown>
}

export type FieldOptions = {
  readonly registry: Registry
  readonly sent: DefinitionBook
  readonly told: DefinitionBook
  readonly inputs: InputTypes
  readonly outputs: OutputTypes
}

/** What an operation takes and how it is told, before its refusals join. */
type Derived = Pick<RootField, 'args'> & {
  readonly answer: Answer
  readonly ask: (given: Readonly<Record<string, unknown>>, call: GraphqlCall) => Promise<unknown>
}

/** The field of an operation: a query takes its input as arguments, a change one argument `input`. */
export function rootField(name: string, endpoint: Endpoint, options: FieldOptions): RootField {
  const { operation } = endpoint
  const input = resolve(options.sent.add(operation.input), options.sent.all)
  const output = resolve(options.told.add(operation.output), options.told.all)
  const { args, answer, ask } =
    operation.kind === 'query' && isKeysetList(input, output)
      ? listing(name, endpoint, { ...options, input, output })
      : single(name, endpoint, { ...options, input, root: options.told.add(operation.output) })
  return {
    description: operation.summary,
    args: args ?? {},
    // nullable: a fault in one field leaves the others their answers
    type: withRefusals(name, answer, { endpoint, registry: options.registry }),
    extensions: { kept: endpoint.kept, operation: operation.name },
    resolve: (_root, given, call) => ask(given, call),
  }
}

function single(
  name: string,
  endpoint: Endpoint,
  { inputs, outputs, input, root }: FieldOptions & { readonly input: JsonSchema; readonly root: JsonSchema },
): Derived {
  const { operation } = endpoint
  const isEmpty = isEmptyObject(operation.output)
  const answer = isEmpty ? objectAnswer(Done) : outputs.answer(root, { owner: pascalCase(name), field: '' })
  const told = isEmpty
    ? (value: unknown) => (isRefusalAnswer(value) ? value : { done: true })
    : (value: unknown) => value
  const isTakingNothing = Object.keys(input.properties ?? {}).length === 0
  if (isTakingNothing) return { answer, ask: async (_given, call) => told(await call.ask(endpoint, {})) }
  if (operation.kind === 'query') {
    const { fields, read } = inputs.fieldsOf(pascalCase(name), input)
    return { args: fields, answer, ask: async (given, call) => told(await call.ask(endpoint, read(given))) }
  }
  const sent = inputs.object(pascalCase(name), input)
  return {
    args: { input: { type: new GraphQLNonNull(sent.type) } },
    answer,
    ask: async (given, call) => told(await call.ask(endpoint, { ...Object(sent.read(given['input'])) })),
  }
}

function listing(
  name: string,
  endpoint: Endpoint,
  {
    inputs,
    outputs,
    registry,
    input,
    output,
  }: FieldOptions & { readonly input: JsonSchema; readonly output: JsonSchema },
): Derived {
  const { limit = {}, after = {}, ...filters } = input.properties ?? {}
  const { fields, read } = inputs.fieldsOf(pascalCase(name), { ...input, properties: filters })
  const nodes = outputs.answer(output.properties?.['items']?.items ?? {}, { owner: pascalCase(name), field: 'node' })
  return {
    args: { ...fields, ...connectionArgs(limit) },
    answer: objectAnswer(connectionType(registry, nodes.type)),
    ask: async (given, call) => {
      const page = pageRequest(given, { limit, after })
      const answer = await call.ask(endpoint, { ...read(given), ...page.input }).catch(nameFirst)
      return isRefusalAnswer(answer) ? answer : { ...(answer as Omit<Page, 'from'>), from: page.from }
    },
  }
}

/** The output, or one of the refusals that the operation declares. */
function withRefusals(
  name: string,
  answer: Answer,
  { endpoint, registry }: { readonly endpoint: Endpoint; readonly registry: Registry },
): Answer['type'] {
  const codes = Object.keys(endpoint.operation.refuses)
  if (codes.length === 0) return answer.type
  return registry.define(
    `${pascalCase(name)}Result`,
    ['result', name],
    (shown) =>
      new GraphQLUnionType({
        name: shown,
        types: [...answer.types, ...codes.map((code) => refusalType(registry, code))],
        resolveType: (value) => (isRefusalAnswer(value) ? value.__typename : answer.typeNameOf(value)),
      }),
  )
}

/** What is wrong with `limit` is told of the argument that was sent for it. */
function nameFirst(error: unknown): never {
  if (!(error instanceof Fault) || error.code !== 'invalid_input') throw error
  const errors: unknown = error.data['errors']
  if (!Array.isArray(errors)) throw error
  throw new Fault('invalid_input', {
    data: { errors: errors.map((one) => (one.field === 'limit' ? { ...one, field: 'first' } : one)) },
  })
}
