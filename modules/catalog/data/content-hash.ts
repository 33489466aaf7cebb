import { createHash } from 'node:crypto'
import type { ProductToSave } from '../domain/product-input.ts'

/** Equal for equal content: the schema that parsed it has put the keys in one order. */
export function contentHash({ version: _, ...content }: ProductToSave): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64')
}
