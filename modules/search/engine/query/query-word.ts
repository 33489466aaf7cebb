import { negates } from '../analysis/negation.ts'
import { isStopWord } from '../analysis/stop-words.ts'
import { tokenize } from '../analysis/tokenize.ts'

/** `wanted`: all of them are looked for first. `soft`: helps the order. `unwanted`: what follows "without". */
export type Wish = 'wanted' | 'soft' | 'unwanted'

export type QueryWord = {
  readonly word: string
  readonly wish: Wish
}

/** What is beyond is not read. */
const longestText = 400
const mostWords = 24

/** The words of a query and what the shopper means by each; `standing` knows pairs of words that are a name. */
export function readQuery(
  text: string,
  language: string,
  standing: (word: string, next: string) => boolean,
): readonly QueryWord[] {
  const words = tokenize(text.slice(0, longestText))
    .filter(({ compound }) => !compound)
    .slice(0, mostWords)
    .map(({ word }) => word)
  const wishes: Wish[] = []
  let denied = false
  for (const [index, word] of words.entries()) {
    const next = words[index + 1]
    const negation = next === undefined ? undefined : negates(word)
    if (denied) {
      wishes.push('unwanted')
      denied = false
    } else if (negation === 'always' || (negation && next !== undefined && !standing(word, next))) {
      wishes.push('soft')
      denied = true
    } else {
      wishes.push(isStopWord(word, language) ? 'soft' : 'wanted')
    }
  }
  // "the who": then every word is meant
  const nothingElse = !wishes.includes('wanted')
  return words.map((word, index) => {
    const wish = wishes[index] ?? 'wanted'
    return { word, wish: nothingElse && wish === 'soft' ? 'wanted' : wish }
  })
}
