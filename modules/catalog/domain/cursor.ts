import { z } from 'zod'

export const ProductSort = z.enum(['newest', 'price', '-price', 'name', 'best-selling', 'featured'])
export type ProductSort = z.output<typeof ProductSort>

// a cursor comes from outside: what PostgreSQL could not read is refused here
const instant = z.iso.datetime().regex(/^(?!0000)/)
const nameKey = z
  .string()
  .max(200)
  .regex(/^[^\0\p{Surrogate}]*$/u)
const productId = z.uuid()

/** What a page ends with, by sort: the next page starts after it. */
const positions = {
  newest: z.tuple([instant, productId]),
  featured: z.tuple([z.int32(), instant, productId]),
  'best-selling': z.tuple([z.int(), productId]),
  name: z.tuple([nameKey, productId]),
  price: z.tuple([z.int(), productId]),
  '-price': z.tuple([z.int(), productId]),
} as const

export type Position = readonly (string | number)[]

/** An opaque text for clients; it holds the sort, so that one list's cursor is refused by another. */
export function cursorOf(sort: ProductSort, position: Position): string {
  return Buffer.from(JSON.stringify([sort, ...position])).toString('base64url')
}

/** The position, or `undefined` for what is no cursor of this sort. */
export function positionOf(sort: ProductSort, cursor: string): Position | undefined {
  try {
    const [its, ...position] = z.array(z.unknown()).parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    const parsed = its === sort ? positions[sort].safeParse(position) : undefined
    return parsed?.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}
