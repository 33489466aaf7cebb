import type { z } from 'zod'
import { type JsonSchema, jsonSchemaOf } from '../http/json-schema.ts'
import type { Definitions } from './shapes.ts'

/** Collects schemas under their ids; two that differ under one id are an error. */
export type DefinitionBook = {
  /** The schema as it stands on its own, what it names being put into `all`. */
  add(schema: z.ZodType): JsonSchema
  readonly all: Definitions
}

export function definitionBook(io: 'input' | 'output'): DefinitionBook {
  const all: Record<string, JsonSchema> = {}
  const texts = new Map<string, string>()
  return {
    all,
    add: (schema) => {
      const { root, definitions } = jsonSchemaOf(schema, io)
      for (const [id, definition] of Object.entries(definitions)) {
        const text = JSON.stringify(definition)
        if ((texts.get(id) ?? text) !== text) throw new Error(`Two schemas have the id '${id}'`)
        texts.set(id, text)
        all[id] = definition
      }
      return root
    },
  }
}
