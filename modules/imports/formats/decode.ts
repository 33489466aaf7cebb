/** From here on nothing of the file can be read. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly code: string
  readonly at: { readonly line: number; readonly column: string }
  constructor(code: string, message: string, at: Partial<Unreadable['at']> = {}) {
    super(message)
    this.code = code
    this.at = { line: 0, column: '', ...at }
  }
}

/** The text of a file in UTF-8, without its byte order mark. What is no UTF-8 throws: half of it would go wrong in silence. */
export async function* decode(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const read = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
    } catch {
      throw new Unreadable('not_utf8', 'From here on the file is not in UTF-8: save it as such.')
    }
  }
  for await (const bytes of source) yield read(bytes)
  yield read()
}
