import { z } from 'zod'
import type { SearchSort } from '../search-query.ts'
import type { Standing } from './order.ts'

const Cursor = z.tuple([z.string(), z.number(), z.string(), z.number()])

/** Where a page ends, opaque to clients; it holds the sort, so that one list's cursor is refused by another. */
export function cursorOf(sort: SearchSort, { value, name, key }: Standing): string {
  return Buffer.from(JSON.stringify([sort, value, name, key])).toString('base64url')
}

export function standingAt(sort: SearchSort, cursor: string): Standing | undefined {
  try {
    const [its, value, name, key] = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return its === sort ? { value, name, key } : undefined
  } catch {
    return undefined
  }
}
