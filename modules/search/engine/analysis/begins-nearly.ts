import { editsBetween } from './edits.ts'

const shortest = 4
const longest = 40

/** Whether a text begins with these letters but for one error; the first letter may be the wrong one. */
export function beginsNearly(text: string, letters: string): boolean {
  if (letters.length < shortest || letters.length > longest) return false
  // one edit leaves one of the first two letters where it was, or a place away: most texts are told by that
  const [a, b] = [letters[0], letters[1]]
  if (text[0] !== a && text[1] !== b && text[0] !== b && text[1] !== a) return false
  return [0, 1, -1].some((more) => editsBetween(letters, text.slice(0, letters.length + more), 1) <= 1)
}
