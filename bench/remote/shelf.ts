import { defineModule, internal, query } from '@merx/kernel'
import { z } from 'zod'

const Piece = z
  .object({ id: z.string(), name: z.string(), amount: z.int(), currency: z.string(), inStock: z.boolean() })
  .meta({ id: 'BenchPiece' })

export const pieces = (count: number): readonly z.output<typeof Piece>[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `0198c5a0-0000-7000-8000-${String(index).padStart(12, '0')}`,
    name: `A piece of furniture of some length, number ${index}`,
    amount: 1_999 + index,
    currency: 'USD',
    inStock: index % 2 === 0,
  }))

/** Given out again and again, so that the way is measured and not the work. */
const stock = pieces(24)

/** Reads nothing but memory. */
export const list = query({
  name: 'shelf.list',
  summary: 'Lists pieces.',
  access: internal,
  input: z.object({ limit: z.int().min(1).max(24) }),
  output: z.object({ items: z.array(Piece) }).meta({ id: 'BenchPieces' }),
  run: async (_ctx, { limit }) => ({ items: stock.slice(0, limit) }),
})

export const shelf = defineModule({ name: 'shelf', operations: [list] })

export const secret = 'known-to-the-processes-of-this-bench-alone'
