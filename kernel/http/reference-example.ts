import type { JsonSchema } from './json-schema.ts'
import type { Described } from './openapi.ts'

/** A call that one can paste; a single quote in the sample would end the shell's text. */
export function curlOf(
  { method, path, parameters, security }: Pick<Described, 'parameters' | 'security'> & { method: string; path: string },
  body: unknown,
): string {
  const wanted = parameters.filter((one) => one.in === 'query' && one.required).map(({ name }) => `${name}=…`)
  const address = `$SHOP/api/v1${path}${wanted.length > 0 ? `?${wanted.join('&')}` : ''}`
  const headers = [
    ...(security.some((one) => 'staff' in one) ? ['Authorization: Bearer $KEY'] : []),
    ...(security.some((one) => 'cart' in one) && method !== 'GET' ? ['Merx-Cart: new'] : []),
    ...parameters.filter((one) => one.in === 'header' && one.required).map(({ name }) => `${name}: $RANDOM_KEY`),
    ...(body === undefined ? [] : ['Content-Type: application/json']),
  ]
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}"${address}"`,
    ...headers.map((header) => `-H "${header}"`),
    ...(body === undefined ? [] : [`-d '${JSON.stringify(body, undefined, 2).replaceAll("'", String.raw`'\''`)}'`]),
  ]
  return lines.join(' \\\n  ')
}

/** A value of the shape that a schema asks for; recursion ends at an empty list. */
export function sampleOf(schema: JsonSchema, schemas: Readonly<Record<string, JsonSchema>>, depth = 0): unknown {
  const within = (one: JsonSchema) => sampleOf(one, schemas, depth + 1)
  if (schema.$ref !== undefined) return within(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {})
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [option] = schema.anyOf ?? schema.oneOf ?? []
  if (option) return within(option)
  switch ([schema.type].flat()[0]) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => schema.required?.includes(name))
          .map(([name, one]) => [name, within(one)]),
      )
    case 'array':
      return depth > 6 ? [] : [within(schema.items ?? {})]
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema.minimum ?? 1))
    case 'boolean':
      return true
    default:
      return textSample(schema.format)
  }
}

function textSample(format: unknown): string {
  if (format === 'uuid') return '01890a5d-ac96-774b-bcce-b302099a8057'
  if (format === 'email') return 'someone@example.com'
  if (format === 'date-time') return '2026-01-31T12:00:00Z'
  return 'text'
}
