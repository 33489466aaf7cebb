const mostWords = 32
const mostCharacters = 400

/** What is searched of what was typed or pasted: control characters are spaces, and beyond some words nobody means more. */
export function queryText(typed: string): string {
  const words = typed
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .split(' ')
  let text = ''
  for (const word of words.slice(0, mostWords)) {
    if (text.length + word.length >= mostCharacters) break
    text += text === '' ? word : ` ${word}`
  }
  return text === '' ? (words[0] ?? '').slice(0, mostCharacters).toWellFormed() : text
}
