import { createSubgraph } from '@merx/kernel/graphql'
import {
  composeServices,
  compositionHasErrors,
  transformSupergraphToPublicSchema,
} from '@theguild/federation-composition'
import { buildASTSchema, type GraphQLSchema, lexicographicSortSchema, parse, printSchema } from 'graphql'
import { expect, test } from 'vitest'
import { modules } from '../../merx.config.ts'
import { federatedSchema } from './whole-schema.ts'

type Named = { readonly name: string; readonly sdl: string }

const subgraphs = modules.flatMap((module): Named[] => {
  const subgraph = createSubgraph({ modules: [module] })
  return subgraph ? [{ name: module.name, sdl: subgraph.sdl }] : []
})

test('every module is a subgraph of its own, and together they are the schema of one process, subscriptions apart', () => {
  expect(subgraphs.map(({ name }) => name)).toEqual([
    'accounts',
    'catalog',
    'pricing',
    'inventory',
    'imports',
    'shipping',
    'payments',
    'search',
    'cart',
    'ordering',
  ])
  expect(textOf(composed(subgraphs))).toBe(textOf(federatedSchema()))
})

test('modules that share a process share a subgraph', () => {
  const floors = [modules.slice(0, 4), modules.slice(4)].map((some, index) => ({
    name: `process-${index}`,
    sdl: createSubgraph({ modules: some })?.sdl ?? '',
  }))
  expect(textOf(composed(floors))).toBe(textOf(federatedSchema()))
})

test('an entity that its module does not own is a stub with its key and what the module adds', () => {
  const sdlOf = (wanted: string) => subgraphs.find(({ name }) => name === wanted)?.sdl
  expect(sdlOf('cart')).toContain('type Variant @key(fields: "id", resolvable: false) {\n  id: ID!\n}')
  expect(sdlOf('inventory')).toMatch(/type Variant @key\(fields: "id"\) \{\n {2}id: ID!\n[^}]*stock: VariantStock\n\}/)
})

function composed(parts: readonly Named[]): GraphQLSchema {
  const result = composeServices(parts.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl) })))
  if (compositionHasErrors(result)) throw new Error(result.errors.map(({ message }) => message).join('\n'))
  return buildASTSchema(transformSupergraphToPublicSchema(parse(result.supergraphSdl)))
}

function textOf(schema: GraphQLSchema): string {
  return printSchema(lexicographicSortSchema(schema))
}
