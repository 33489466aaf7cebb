import { statusOf } from '../operations/refusal.ts'
import type { Endpoint } from './endpoint.ts'
import type { JsonSchema } from './json-schema.ts'
import { type NamedSchemas, namedSchemas } from './named-schemas.ts'
import { type FaultCode, faults, problemType } from './problem.ts'

export type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly description?: string
  readonly schema?: JsonSchema
  readonly content?: Content
}

export type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>

export type Described = {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly required: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>
}

/** OpenAPI 3.1, as far as operations need it. */
export type OpenApi = {
  readonly openapi: '3.1.1'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly securitySchemes: Readonly<Record<string, Readonly<Record<string, string>>>>
  }
}

/** Says what the routes do, from the same definitions. */
export function openApiOf(endpoints: readonly Endpoint[]): OpenApi {
  const schemas = namedSchemas(endpoints)
  const paths: Record<string, Record<string, Described>> = {}
  for (const endpoint of endpoints.toSorted((a, b) => (a.operation.name < b.operation.name ? -1 : 1))) {
    const path = paths[endpoint.path] ?? {}
    paths[endpoint.path] = { ...path, [endpoint.method.toLowerCase()]: describe(endpoint, schemas) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Merx',
      version: '1',
      description:
        'Money is in minor units, times are ISO 8601 in UTC, lists go on with the parameter after. Errors are problems (RFC 9457).',
    },
    servers: [{ url: '/api/v1' }],
    tags: [...new Set(endpoints.map(({ operation }) => operation.module))].sort().map((name) => ({ name })),
    paths,
    components: { schemas: { ...schemas.all, Problem: problemSchema }, securitySchemes },
  }
}

const securitySchemes = {
  staff: { type: 'http', scheme: 'bearer', description: 'The key of the staff.' },
  cart: {
    type: 'apiKey',
    in: 'header',
    name: 'Merx-Cart',
    description:
      'The token of a cart; `new` where the caller has none yet. The answer to the call that made it carries it in the same header.',
  },
  cartCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'merx_cart',
    description: 'The same for browsers; `__Host-merx_cart` over https.',
  },
  wishlist: {
    type: 'apiKey',
    in: 'header',
    name: 'Merx-Wishlist',
    description: "The token of a guest's wishlist, handed out as that of a cart is.",
  },
  wishlistCookie: { type: 'apiKey', in: 'cookie', name: 'merx_wishlist', description: 'The same for browsers.' },
  order: { type: 'apiKey', in: 'header', name: 'Merx-Order', description: "The token of a guest's order." },
  orderCookie: { type: 'apiKey', in: 'cookie', name: 'merx_order', description: 'The same for browsers.' },
}

const problemSchema: JsonSchema = {
  type: 'object',
  description: 'RFC 9457. Refusals of an operation may carry further members.',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable: programs go by it.' },
    detail: { type: 'string', description: 'The sentence for people.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { field: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
        required: ['field', 'code', 'detail'],
      },
    },
  },
  required: ['type', 'title', 'status', 'code', 'detail'],
}

function describe(endpoint: Endpoint, schemas: NamedSchemas): Described {
  const { operation, inPath, inQuery } = endpoint
  const input = schemas.of(operation.input, 'input')
  const { properties = {}, required = [] } = schemas.resolve(input)
  const fields = Object.entries(properties)
  const parameters = fields.flatMap(([name, schema]): readonly Parameter[] => {
    if (inPath.includes(name)) return [parameterOf(name, schema, { in: 'path', required: true })]
    return inQuery ? [parameterOf(name, schema, { in: 'query', required: required.includes(name) })] : []
  })
  const inBody = inQuery ? [] : fields.filter(([name]) => !inPath.includes(name))
  const needed = required.filter((name) => !inPath.includes(name))
  const body: JsonSchema =
    inPath.length === 0 && input.$ref !== undefined
      ? input
      : { type: 'object', properties: Object.fromEntries(inBody), ...(needed.length > 0 ? { required: needed } : {}) }
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [operation.module],
    security: securityOf(endpoint),
    parameters: [...parameters, ...headersOf(endpoint)],
    ...(inBody.length > 0 ? { requestBody: bodyOf(endpoint, { schema: body, required: needed.length > 0 }) } : {}),
    responses: responsesOf(endpoint, schemas),
  }
}

/** What is signed by an outside party may be of any type: it is read as it came. */
function bodyOf(
  { raw }: Endpoint,
  { schema, required }: { readonly schema: JsonSchema; readonly required: boolean },
): NonNullable<Described['requestBody']> {
  return raw
    ? { required: true, content: { '*/*': { schema: { type: 'string' } } } }
    : { required, content: { 'application/json': { schema } } }
}

/** A list in a query string is one text with commas or a name that stands several times; objects stand there as JSON. */
function parameterOf(name: string, schema: JsonSchema, where: Pick<Parameter, 'in' | 'required'>): Parameter {
  const { description, ...bare } = schema
  const head = { name, ...where, ...(description === undefined ? {} : { description }) }
  return schema.type === 'object'
    ? { ...head, content: { 'application/json': { schema: bare } } }
    : { ...head, schema: bare }
}

function headersOf({ operation }: Endpoint): readonly Parameter[] {
  const text = { type: 'string', minLength: 1, maxLength: 255 }
  if (operation.kind === 'query' || operation.idempotency === undefined) return []
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: operation.idempotency === 'required',
      description: 'The same key with the same input is one effect and one answer, for 24 hours.',
      schema: text,
    },
  ]
}

function securityOf({ operation, kept }: Endpoint): Described['security'] {
  if (operation.access.kind === 'permission') return [{ staff: [] }]
  if (operation.access.kind === 'signedIn') return [{ staff: [] }]
  return kept
    ? []
    : [
        {},
        { cart: [] },
        { cartCookie: [] },
        { wishlist: [] },
        { wishlistCookie: [] },
        { order: [] },
        { orderCookie: [] },
      ]
}

function responsesOf(endpoint: Endpoint, schemas: NamedSchemas): Described['responses'] {
  const { operation, success } = endpoint
  const content = { 'application/json': { schema: schemas.of(operation.output, 'output') } }
  const byStatus = Map.groupBy(codesOf(endpoint), ({ status }) => status)
  const problems = [...byStatus].map(([status, codes]) => {
    const code: JsonSchema = { enum: codes.map((one) => one.code) }
    const schema = { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code } }] }
    return [
      String(status),
      { description: codes.map((one) => one.code).join(', '), content: { [problemType]: { schema } } },
    ]
  })
  return {
    [success]: success === 204 ? { description: 'Done; there is nothing to tell.' } : { description: 'Done.', content },
    ...Object.fromEntries(problems),
    default: {
      description: 'Anything else.',
      content: { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  }
}

/** The refusals that an operation declares, and the faults that it can always meet. */
function codesOf({ operation, inQuery, raw }: Endpoint): readonly { readonly code: string; readonly status: number }[] {
  const declared = Object.keys(operation.refuses).map((code) => ({ code, status: statusOf(operation.refuses, code) }))
  const met: FaultCode[] = ['invalid_input', 'internal', 'overloaded', 'database_unavailable', 'module_unavailable']
  if (operation.access.kind !== 'anyone') met.push('unauthenticated', 'forbidden')
  if (!inQuery) met.push('body_too_large', 'unsupported_media_type')
  if (!inQuery && !raw) met.push('malformed_json')
  if (operation.kind !== 'query') {
    if (!raw) met.push('cross_site')
    if (operation.idempotency !== undefined)
      met.push('invalid_idempotency_key', 'idempotency_key_reused', 'idempotency_key_in_progress')
    if (operation.kind === 'flow') met.push('outcome_open')
    if (operation.idempotency === 'required') met.push('idempotency_key_required')
  }
  return [...declared, ...met.map((code) => ({ code, status: faults[code].status }))]
}
