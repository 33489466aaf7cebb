import { Validator } from '@seriousme/openapi-schema-validator'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { anyone } from '../operations/access.ts'
import { query } from '../operations/operation.ts'
import { endpointsOf } from './endpoint.ts'
import { library, served, settingsOf } from './library.fixture.ts'
import { type OpenApi, openApiOf } from './openapi.ts'
import { createHttp } from './server.ts'

let document: OpenApi

beforeAll(async () => {
  const http = await createHttp(served(library().operations), { settings: settingsOf() })
  const { body } = await http.fastify.inject({ url: '/api/v1/openapi.json' })
  document = JSON.parse(body)
  await http.close()
})

describe('the OpenAPI document', () => {
  it('is valid, and points at nothing that is not there', async () => {
    const validator = new Validator()
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true })
    for (const [, name] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(Object.keys(document.components.schemas)).toContain(name)
    }
  })

  it('lists every operation with an address and none that is internal', () => {
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    )
    expect(ids.toSorted()).toEqual([
      'library.add-book',
      'library.borrow-book',
      'library.break-down',
      'library.list-books',
      'library.my-card',
      'library.my-loans',
      'library.read-book',
    ])
  })

  it('says where an input stands and what is refused', () => {
    const borrow = document.paths['/books/{isbn}/loans']?.post
    expect(borrow?.parameters.map((one) => [one.in, one.name, one.required])).toEqual([
      ['path', 'isbn', true],
      ['header', 'Idempotency-Key', false],
    ])
    expect(borrow?.requestBody?.content['application/json']?.schema).toMatchObject({
      required: ['days'],
      properties: { notes: { items: { $ref: '#/components/schemas/Note' } } },
    })
    expect(borrow?.responses['409']?.content?.['application/problem+json']?.schema).toMatchObject({
      allOf: [{}, { properties: { code: { enum: ['lent_out', 'idempotency_key_in_progress'] } } }],
    })
    expect(borrow?.responses['201']?.content?.['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/Loan',
    })
    expect(document.paths['/admin/books/{isbn}']?.put?.security).toEqual([{ staff: [] }])
  })
})

function reads(name: string, output: z.ZodType, rest = `GET /${name}`) {
  return query({
    name: `shelf.${name}`,
    summary: 'Reads.',
    rest,
    access: anyone,
    input: z.object({}),
    output,
    run: async () => ({}),
  })
}

describe('the derivation', () => {
  it('names what is sent apart from what is told where a default makes them differ, also in what holds it', () => {
    const Inner = z.object({ n: z.int().default(1) }).meta({ id: 'Inner' })
    const Outer = z.object({ inner: Inner }).meta({ id: 'Outer' })
    const Plain = z.object({ n: z.int() }).meta({ id: 'Plain' })
    const operation = query({
      name: 'shelf.sort',
      summary: 'Sorts.',
      rest: 'POST /sort',
      access: anyone,
      input: z.object({ outer: Outer, plain: Plain }),
      output: z.object({ outer: Outer, plain: Plain }).meta({ id: 'Sorted' }),
      run: async (_ctx, input) => input,
    })
    const { schemas } = openApiOf(endpointsOf([operation])).components
    expect(Object.keys(schemas)).toEqual(['Inner', 'InnerInput', 'Outer', 'OuterInput', 'Plain', 'Sorted', 'Problem'])
    expect([schemas.Inner?.required, schemas.InnerInput?.required]).toEqual([['n'], undefined])
    expect(schemas.OuterInput?.properties).toEqual({ inner: { $ref: '#/components/schemas/InnerInput' } })
  })

  it('refuses two schemas under one name', () => {
    const operations = [
      reads('one', z.object({ a: z.string() }).meta({ id: 'Thing' })),
      reads('two', z.object({ a: z.int() }).meta({ id: 'Thing' })),
    ]
    expect(() => openApiOf(endpointsOf(operations))).toThrow("Two schemas have the id 'Thing'")
  })

  it('refuses two operations under one address, a malformed one, and a path that the input does not know', () => {
    const nothing = z.object({})
    expect(() => endpointsOf([reads('one', nothing, 'GET /x'), reads('two', nothing, 'GET /x')])).toThrow(
      'the same address',
    )
    expect(() => endpointsOf([reads('one', nothing, 'FETCH /x')])).toThrow("'FETCH /x' is no address")
    expect(() => endpointsOf([reads('one', nothing, 'GET /x/{id}')])).toThrow('{id} in its path is no field')
  })
})

describe('the reference page', () => {
  it('shows every operation and runs nothing', async () => {
    const http = await createHttp(served(library().operations), { settings: settingsOf() })
    const { body, headers } = await http.fastify.inject({ url: '/api/docs' })
    await http.close()
    for (const methods of Object.values(document.paths)) {
      for (const { operationId, summary } of Object.values(methods)) {
        expect(body).toContain(`<article id="${operationId}">`)
        expect(body).toContain(summary)
      }
    }
    expect(body).not.toMatch(/<script|\sstyle=|\son\w+=/)
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+';/)
    const links = [...body.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
    for (const id of links) expect(body).toContain(`id="${id}"`)
  })
})
