import { queryText } from './query-text.ts'
import { wordsKey } from './words-key.ts'

const longest = 100

/**
 * The words of a query as they are counted; `undefined` for what may be a person's: an address, a telephone or card number, or a text that is
 * longer than anybody searches.
 */
export function countedWords(typed: string): string | undefined {
  const text = queryText(typed)
  const digits = text.replace(/\D+/g, '').length
  const words = wordsKey(text)
  return words === '' || words.length > longest || text.includes('@') || digits > 8 ? undefined : words
}
