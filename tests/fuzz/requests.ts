import fc from 'fast-check'
import type { DescribedOperation, Description } from './description.ts'
import { hostileJson, hostileText } from './hostile.ts'
import { type Known, nameFor } from './known.ts'
import { type Manners, type Values, valuesFor } from './values.ts'

/** A request as it goes over the wire; `path` is escaped as far as a socket needs it and no further. */
export type HostileRequest = {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | undefined
}

export type Callers = {
  readonly staffKey: string
  /** Tokens of carts that have something in them. */
  readonly carts: readonly string[]
}

/** Where requests are made from. */
export type Matter = { readonly description: Description; readonly known: Known; readonly callers: Callers }

/** Requests for an operation, made of its description alone. */
export function requestsFor(operation: DescribedOperation, matter: Matter): fc.Arbitrary<HostileRequest> {
  const by = (manners: Manners) => requestsBy(operation, matter, manners)
  return fc.oneof({ weight: 1, arbitrary: by('polite') }, { weight: 1, arbitrary: by('rude') })
}

/** Requests that fit the description, so that nothing but the caller can be a reason to refuse them. */
export function politeRequestsFor(operation: DescribedOperation, matter: Matter): fc.Arbitrary<HostileRequest> {
  return requestsBy(operation, matter, 'polite')
}

function requestsBy(
  operation: DescribedOperation,
  { description, known, callers }: Matter,
  manners: Manners,
): fc.Arbitrary<HostileRequest> {
  const values = valuesFor(description, known, manners)
  const isRude = manners === 'rude'
  const inPlace = (place: 'path' | 'query') =>
    fc.record(
      Object.fromEntries(
        operation.parameters
          .filter((parameter) => parameter.in === place)
          .map(({ name, schema }) => [name, values.around(schema, nameFor(operation, name))]),
      ),
      place === 'query' ? { requiredKeys: [] } : {},
    )
  const nothing = fc.constant(undefined)
  return fc
    .record({
      inPath: inPlace('path'),
      query: inPlace('query'),
      strayQuery: isRude ? rarely(fc.tuple(hostileText, hostileText)) : nothing,
      rawPath: isRude ? rarely(fc.constantFrom(...rawPaths)) : nothing,
      headers: headersFor(operation, callers, manners),
      body: operation.body ? bodiesFor(operation.body, values, manners) : nothing,
    })
    .map(({ inPath, query, strayQuery, rawPath, headers, body }) => ({
      method: operation.method,
      path: `/api/v1${pathOf(operation.path, inPath, rawPath)}${queryOf(query, strayQuery)}`,
      headers: { ...headers, ...(body && { 'content-type': body.type }) },
      body: body?.bytes,
    }))
}

/** What no client writes into an address. */
const rawPaths = ['%', '%zz', '%00', '%ed%a0%80', '..%2f..%2f', '//', '.', 'a'.repeat(600), '\u00ff']

type Headers = Readonly<Record<string, string>>

function headersFor(
  { forStaff }: DescribedOperation,
  { staffKey, carts }: Callers,
  manners: Manners,
): fc.Arbitrary<Headers> {
  const staff = { authorization: `Bearer ${staffKey}` }
  const guests: readonly Headers[] = [{}, { 'merx-cart': 'new' }, ...carts.map((token) => ({ 'merx-cart': token }))]
  const fitting = fc.constantFrom<Headers>(...(forStaff ? [staff] : [...guests, staff]))
  if (manners === 'polite') return fitting
  const caller = fc.oneof(
    { weight: 12, arbitrary: fitting },
    { weight: 1, arbitrary: fc.constantFrom(...(forStaff ? guests : [staff])) },
    { weight: 2, arbitrary: fc.constantFrom(...wrongCallers) },
  )
  const more = fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constantFrom(...oddHeaders) },
  )
  return fc.tuple(caller, more).map(([one, other]) => ({ ...one, ...other }))
}

const wrongCallers: readonly Headers[] = [
  { authorization: 'Bearer wrong' },
  { authorization: 'Basic Og==' },
  { authorization: '' },
  { 'merx-cart': '\u00ff' },
  { 'merx-cart': 'a'.repeat(300) },
  { 'merx-order': 'a b' },
  { cookie: 'merx_cart=;;; ==; merx_order=\u00ff' },
  { origin: 'http://evil.example' },
  { origin: 'null' },
]

const oddHeaders: readonly Headers[] = [
  { 'idempotency-key': 'one' },
  { 'idempotency-key': 'two' },
  { 'idempotency-key': '' },
  { 'idempotency-key': 'a b' },
  { 'idempotency-key': 'k'.repeat(300) },
  { 'if-none-match': '*, "x", W/"' },
  { 'x-request-id': '\u00ff'.repeat(200) },
  { traceparent: '00-zz-zz-01' },
]

type Body = { readonly type: string; readonly bytes: Buffer }

function bodiesFor(
  { contentType, schema }: NonNullable<DescribedOperation['body']>,
  { around }: Values,
  manners: Manners,
): fc.Arbitrary<Body> {
  const type = contentType.includes('*') ? 'application/octet-stream' : contentType
  const json = around(schema, '').map(hostileJson)
  const sent = (text: fc.Arbitrary<string>) => text.map((one): Body => ({ type, bytes: Buffer.from(one) }))
  if (manners === 'polite') return sent(json)
  const broken = fc
    .tuple(json, fc.nat(), fc.constantFrom('cut', 'twice', 'bytes', 'duplicate', 'proto', 'constructor'))
    .map(([text, at, how]): Body => ({ type, bytes: breakJson(text, at, how) }))
  const mistyped = fc
    .tuple(json, fc.constantFrom(...wrongTypes))
    .map(([text, wrong]): Body => ({ type: wrong, bytes: Buffer.from(text) }))
  const oversized = fc.integer({ min: 257, max: 400 }).map(
    (size): Body => ({
      type,
      bytes: Buffer.from(`{"a":"${'a'.repeat(size * 1_024)}"}`),
    }),
  )
  return fc.oneof(
    { weight: 24, arbitrary: sent(json) },
    { weight: 5, arbitrary: broken },
    { weight: 2, arbitrary: mistyped },
    { weight: 1, arbitrary: sent(fc.constantFrom('', 'null', '[]', '"', '0', '{', '\ufeff{}', '[{}]', ' ')) },
    { weight: 1, arbitrary: oversized },
  )
}

const wrongTypes = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/xml',
  'multipart/form-data',
  'application/json; charset=utf-16',
  'x',
  '',
]

function breakJson(text: string, at: number, how: string): Buffer {
  const inside = text.startsWith('{') && text.length > 2 ? text.slice(1) : '}'
  const prefix = (members: string) => Buffer.from(`{${members}${inside === '}' ? '' : ','}${inside}`)
  switch (how) {
    case 'cut':
      return Buffer.from(text.slice(0, at % (text.length + 1)))
    case 'twice':
      return Buffer.from(text + text)
    case 'bytes': {
      const bytes = Buffer.from(text)
      // no UTF-8: the first byte of a character without its rest
      if (bytes.length > 0) bytes[at % bytes.length] = 0xff
      return bytes
    }
    case 'duplicate':
      return Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from(','), Buffer.from(inside)])
    case 'proto':
      return prefix('"__proto__":{"isAdmin":true}')
    default:
      return prefix('"constructor":{"prototype":{"isAdmin":true}}')
  }
}

function pathOf(template: string, values: Readonly<Record<string, unknown>>, raw: string | undefined): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => raw ?? escaped(textOf(values[name])))
}

function queryOf(query: Readonly<Record<string, unknown>>, stray: readonly [string, string] | undefined): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => `${name}=${escaped(textOf(one))}`),
  )
  const all = stray ? [...pairs, `${escaped(stray[0])}=${escaped(stray[1])}`] : pairs
  return all.length > 0 ? `?${all.join('&')}` : ''
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : hostileJson(value)
}

/** As `encodeURIComponent`, which throws at half characters: these go as the three bytes that UTF-8 forbids. */
function escaped(text: string): string {
  // an address of 70,000 characters is turned away before anything is read of it, and says little
  return Array.from(text.slice(0, 2_000), (character) => {
    const code = character.charCodeAt(0)
    if (character.length > 1 || code < 0xd800 || code > 0xdfff) return encodeURIComponent(character)
    return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
      .map((byte) => `%${byte.toString(16)}`)
      .join('')
  }).join('')
}

function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 20, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
}
