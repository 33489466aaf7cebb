import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Book, Place, sample } from './library.fixture.ts'
import { compileOutput } from './output.ts'

const variants: readonly z.output<typeof Book>[] = [
  sample,
  { ...sample, pages: 0, editor: { name: '', born: null }, subtitle: 'ä\u0000\ud83d\ude00\\', rating: null },
  { ...sample, rating: -0.000001, available: false, tags: [], binding: null, lastPlace: null },
  {
    ...sample,
    pages: 2 ** 53 - 1,
    place: { state: 'lent', until: '2026-01-31T12:00:00.123Z' },
    lastPlace: sample.place,
  },
]

type Tree = { readonly name: string; readonly children: readonly Tree[]; readonly parent: Tree | null }

const Tree: z.ZodType<Tree> = z
  .object({
    name: z.string(),
    get children() {
      return z.array(Tree)
    },
    get parent() {
      return Tree.nullable()
    },
  })
  .meta({ id: 'Tree' })

describe('a compiled serialiser', () => {
  it.each(variants)('writes what JSON.stringify writes', (book) => {
    expect(JSON.parse(compileOutput(Book)(book))).toEqual(JSON.parse(JSON.stringify(book)))
  })

  it('tells the options of a union apart and writes the fields of that one alone', () => {
    const serialise = compileOutput(z.object({ at: Place, was: Place.nullable() }))
    const value = { at: { state: 'lent', until: '2026-01-31T12:00:00Z', shelf: 'secret' }, was: null }
    expect(serialise(value)).toBe('{"at":{"state":"lent","until":"2026-01-31T12:00:00Z"},"was":null}')
  })

  it('writes a union as a whole answer', () => {
    expect(compileOutput(Place)({ state: 'shelved', shelf: 'R' })).toBe('{"state":"shelved","shelf":"R"}')
  })

  it('writes what holds itself', () => {
    const leaf: Tree = { name: 'leaf', children: [], parent: null }
    const tree: Tree = { name: 'root', children: [leaf, { ...leaf, parent: leaf }], parent: null }
    expect(JSON.parse(compileOutput(Tree)(tree))).toEqual(tree)
  })

  it('keeps fields inside that the schema does not name', () => {
    expect(compileOutput(z.object({ a: z.string() }))({ a: 'x', password: 'y' })).toBe('{"a":"x"}')
  })

  it('throws where a field is missing, and does not cut numbers', () => {
    expect(() => compileOutput(z.object({ a: z.string() }))({})).toThrow('"a" is required')
    expect(compileOutput(z.object({ a: z.int() }))({ a: 1.5 })).toBe('{"a":1.5}')
  })
})
