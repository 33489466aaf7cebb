import { z } from 'zod'

const Schema = z.record(z.string(), z.unknown())

const Content = z.record(z.string(), z.object({ schema: Schema }))

const Described = z.object({
  operationId: z.string(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(['path', 'query', 'header']),
        schema: Schema.optional(),
        content: Content.optional(),
      }),
    )
    .default([]),
  requestBody: z.object({ content: Content }).optional(),
  security: z.array(Schema).default([]),
  responses: z.record(z.string(), z.object({ content: Content.optional() })),
})

const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), Described)),
  components: z.object({ schemas: z.record(z.string(), Schema) }),
})

export type JsonSchema = z.output<typeof Schema>

/** An operation as the OpenAPI document tells it: the fuzz knows no more than any stranger does. */
export type DescribedOperation = {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly forStaff: boolean
  readonly parameters: readonly {
    readonly name: string
    readonly in: 'path' | 'query' | 'header'
    readonly schema: JsonSchema
  }[]
  readonly body: { readonly contentType: string; readonly schema: JsonSchema } | undefined
  /** The codes that are announced for a status; `undefined` for an answer that succeeded. */
  readonly answers: ReadonlyMap<number, readonly string[] | undefined>
}

export type Description = {
  readonly operations: readonly DescribedOperation[]
  /** Follows references into the document until something else than one stands there. */
  resolve(schema: JsonSchema): JsonSchema
}

const prefix = '#/components/schemas/'

export function readDescription(json: unknown): Description {
  const { paths, components } = Document.parse(json)
  const resolve = (schema: JsonSchema): JsonSchema => {
    const { $ref, ...beside } = schema
    if (typeof $ref !== 'string') return schema
    const named = components.schemas[$ref.slice(prefix.length)]
    if (!named) throw new Error(`The document refers to ${$ref}, which is not in it`)
    // what stands beside a reference narrows it
    return { ...resolve(named), ...beside }
  }
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]): DescribedOperation => {
      const [body] = Object.entries(described.requestBody?.content ?? {})
      return {
        id: described.operationId,
        method: method.toUpperCase(),
        path,
        forStaff: described.security.some((one) => 'staff' in one),
        parameters: described.parameters.map(({ name, in: place, schema, content }) => ({
          name,
          in: place,
          schema: schema ?? Object.values(content ?? {})[0]?.schema ?? {},
        })),
        body: body && { contentType: body[0], schema: body[1].schema },
        answers: new Map(
          Object.entries(described.responses).flatMap(([status, { content }]) =>
            status === 'default' ? [] : [[Number(status), codesIn(content)]],
          ),
        ),
      }
    }),
  )
  return { operations, resolve }
}

const Problem = z.object({
  schema: z.object({
    allOf: z.tuple([Schema, z.object({ properties: z.object({ code: z.object({ enum: z.array(z.string()) }) }) })]),
  }),
})

function codesIn(content: z.output<typeof Content> | undefined): readonly string[] | undefined {
  const problem = content?.['application/problem+json']
  return problem && Problem.parse(problem).schema.allOf[1].properties.code.enum
}
