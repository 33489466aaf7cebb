import { fold } from './fold.ts'
import { unitNamed } from './units.ts'

export type Token = {
  /** Folded, not stemmed. */
  readonly word: string
  /** Its place among the tokens; those of one compound share the place of the first. */
  readonly at: number
  /** Parts of `wh-1000xm4` and `t-shirt` written as one; it stands beside the parts. */
  readonly compound: boolean
}

const longestWord = 64
const chunk = /[\p{L}\p{N}]+(?:[.,/'&+-](?=[\p{L}\p{N}])[\p{L}\p{N}]+)*['"]{0,2}/gu
const number = /^\d+(?:[.,/]\d+)*$/
const numberAndWord = /^(\d+(?:[.,/]\d+)*)-?([\p{L}]+|["']{1,2})$/u
const unspaced = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u

/** Words as a shopper means them: numbers apart from their units, units in one spelling, compounds in parts and as a whole. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  let afterNumber = false
  const add = (word: string, compound: boolean) => {
    const short = word.length > longestWord ? word.slice(0, longestWord) : word
    tokens.push({ word: short, at, compound })
  }
  const addPart = (word: string) => {
    add(word, false)
    at += 1
  }
  for (const [match] of fold(text).matchAll(chunk)) {
    const measured = numberAndWord.exec(match)
    const measure = measured?.[2] === undefined ? undefined : unitNamed(measured[2])
    const bare = match.replace(/['"]+$/, '')
    const unit = afterNumber ? unitNamed(bare) : undefined
    afterNumber = false
    if (measured?.[1] !== undefined && measure !== undefined) {
      addPart(plainNumber(measured[1]))
      addPart(measure)
    } else if (unit !== undefined) {
      addPart(unit)
    } else if (number.test(bare)) {
      addPart(plainNumber(bare))
      afterNumber = true
    } else if (unspaced.test(bare)) {
      for (const pair of overlapping(bare)) addPart(pair)
    } else {
      const parts = bare.replace(/'s$/, '').split(/[.,/'&+-]/)
      if (parts.length > 1) add(parts.join(''), true)
      for (const part of parts) addPart(part)
      afterNumber = number.test(parts.at(-1) ?? '')
    }
  }
  return tokens
}

/** `1,000` and `1000` are the same number; a decimal comma is a point. */
function plainNumber(text: string): string {
  return text.replace(/,(?=\d{3}(?:\D|$))/g, '').replace(',', '.')
}

/** Scripts without spaces go by pairs of letters. */
function overlapping(text: string): readonly string[] {
  const letters = [...text]
  if (letters.length < 2) return letters
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`)
}
