export type Line = { readonly number: number; readonly text: string | undefined }

/** A line that is longer is not read into memory. */
const longest = 4_000_000

/** The lines of a text that are not blank, one at a time; one that is too long has no text. Memory does not grow with the file. */
export async function* splitLines(source: AsyncIterable<string>): AsyncGenerator<Line> {
  let number = 0
  let rest = ''
  let isTooLong = false
  const take = (text: string): Line | undefined => {
    number += 1
    const line = { number, text: isTooLong ? undefined : text.endsWith('\r') ? text.slice(0, -1) : text }
    isTooLong = false
    return line.text === undefined || line.text.trim() !== '' ? line : undefined
  }
  for await (const chunk of source) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const text of lines) {
      const line = take(text)
      if (line) yield line
    }
    if (rest.length <= longest) continue
    isTooLong = true
    rest = ''
  }
  const last = rest === '' && !isTooLong ? undefined : take(rest)
  if (last) yield last
}
