import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { inputReader } from './input.ts'

const schema = z.object({
  id: z.string(),
  limit: z.int().default(24),
  price: z.number().nullable(),
  inStock: z.boolean().optional(),
  brands: z.array(z.enum(['a', 'b', 'c'])).default([]),
  sizes: z.array(z.int()).optional(),
  where: z.object({ city: z.string() }).meta({ id: 'Where' }).optional(),
})

const byQuery = inputReader(schema, { inPath: ['id'], inQuery: true })
const byBody = inputReader(schema, { inPath: ['id'], inQuery: false })

const query = (given: Record<string, unknown>) => byQuery.read({ params: { id: '7' }, query: given, body: undefined })

describe('a query string', () => {
  it('becomes what the schema asks for', () => {
    expect(query({ limit: '5', price: '-1.50', inStock: 'false', where: '{"city":"Bergen"}' })).toEqual({
      id: '7',
      limit: 5,
      price: -1.5,
      inStock: false,
      where: { city: 'Bergen' },
    })
  })

  it('names a list by commas, by repeating, or both', () => {
    expect(query({ brands: 'a,b', sizes: ['1,2', '3'] })).toEqual({ id: '7', brands: ['a', 'b'], sizes: [1, 2, 3] })
    expect(query({ brands: 'a' })).toEqual({ id: '7', brands: ['a'] })
  })

  it('leaves out names that nobody knows and values that are empty', () => {
    expect(query({ utm_source: 'x', limit: '', brands: '', toString: '1' })).toEqual({ id: '7' })
    expect(query({ limit: null, brands: [], sizes: [null, ''] })).toEqual({ id: '7' })
    expect(query({ sizes: [null, 3] })).toEqual({ id: '7', sizes: [3] })
  })

  it.each(['0x10', '1e3', ' 1', 'Infinity', '', '1'.repeat(30)])('does not take %j for a number', (text) => {
    expect(Reflect.get(query({ limit: text }) ?? {}, 'limit')).toBe(text === '' ? undefined : text)
  })

  it('cannot name a field of the path', () => {
    expect(query({ id: '8' })).toEqual({ id: '7' })
  })
})

describe('a body', () => {
  it('keeps its types, and the path wins', () => {
    const body = { id: '8', limit: '5', brands: 'a,b' }
    expect(byBody.read({ params: { id: '7' }, query: { limit: '1' }, body })).toEqual({
      id: '7',
      limit: '5',
      brands: 'a,b',
    })
    expect(byBody.read({ params: { id: '7' }, query: {}, body: undefined })).toEqual({ id: '7' })
  })

  it.each([[[1]], ['text'], [null]])('that is %j is no input', (body) => {
    expect(byBody.read({ params: { id: '7' }, query: {}, body })).toBeUndefined()
  })
})

describe('the key of a kept answer', () => {
  const keyOf = (given: Readonly<Record<string, unknown>>) => byQuery.keyOf({ params: given, query: given })

  it('is the same in any order and with what nobody knows, and another for another value', () => {
    const key = keyOf({ id: '7', limit: '5', brands: ['a', 'b'] })
    expect(keyOf({ brands: 'a,b', utm_source: 'x', limit: '5', id: '7', inStock: '' })).toBe(key)
    expect(keyOf({ id: 7, limit: 5, brands: ['a', 'b'] })).toBe(key)
    expect(keyOf({ id: '7', limit: '6', brands: 'a,b' })).not.toBe(key)
  })

  it('is the same without a value and with an empty one, which is no text', () => {
    const key = keyOf({ id: '7' })
    for (const limit of [undefined, null, '', []]) expect(keyOf({ id: '7', limit })).toBe(key)
    expect(keyOf({ id: '7', limit: 'null' })).not.toBe(key)
  })

  it('cannot be forged by what stands in a value', () => {
    expect(keyOf({ id: '7&limit=1:5' })).not.toBe(keyOf({ id: '7', limit: '5' }))
  })

  it('is none where a name that takes one value stands twice', () => {
    expect(keyOf({ id: '7', limit: ['5', '6'] })).toBeUndefined()
  })
})
