import { plain, text } from '@merx/kernel'

/** A part of an address: lower-case letters and digits in groups joined by single hyphens. */
export const Slug = plain(
  text(100).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters and digits joined by hyphens'),
)

const longest = 80
const marks = /\p{M}+/gu
const foreign: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
}

/** The slug a name asks for: `Café Crème, 2 cups` is `cafe-creme-2-cups`. A name without Latin letters or digits gives `fallback`. */
export function slugOf(name: string, fallback: string): string {
  const words = foldedName(name)
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  if (words.length <= longest) return words || fallback
  const cut = words.slice(0, longest + 1)
  const lastWord = cut.lastIndexOf('-')
  return cut.slice(0, lastWord > 0 ? lastWord : longest)
}

/** A name as people sort it: without case, accents and what stands before its first letter or digit. */
export function sortKeyOf(name: string): string {
  // by characters: half a surrogate pair cannot be stored
  return [...foldedName(name).replace(/^[^\p{L}\p{N}]+/u, '')].slice(0, longest).join('')
}

function foldedName(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(marks, '')
    .replace(/[ßæœøđðłþı]/g, (letter) => foreign[letter] ?? letter)
}
