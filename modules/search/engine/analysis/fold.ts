const marks = /\p{M}+/gu

/** Letters that Unicode does not take apart. */
const ligatures: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
}

const anyLigature = new RegExp(`[${Object.keys(ligatures).join('')}]`, 'g')

const plain = /^[\0-\x7f]*$/

/** Without case, accents, width and typographic variants: `Kopfhörer`, `KOPFHÖRER` and `kopfhorer` are the same. */
export function fold(text: string): string {
  const lower = text.toLowerCase()
  if (plain.test(lower)) return lower
  return lower
    .normalize('NFKD')
    .replace(marks, '')
    .replace(anyLigature, (letter) => ligatures[letter] ?? letter)
    .replace(/[’‘`´]/g, "'")
    .replace(/[“”″]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/⁄/g, '/')
}
