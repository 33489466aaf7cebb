/** Texts of many documents in one buffer, so that millions of them are no burden to the garbage collector. */
export type TextColumn = {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Where each text begins, and the end of the last. */
  readonly starts: Uint32Array<ArrayBuffer>
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export function textColumn(texts: readonly string[]): TextColumn {
  const encoded = texts.map((text) => encoder.encode(text))
  const starts = new Uint32Array(texts.length + 1)
  const bytes = new Uint8Array(encoded.reduce((sum, text) => sum + text.length, 0))
  let end = 0
  for (const [index, text] of encoded.entries()) {
    bytes.set(text, end)
    end += text.length
    starts[index + 1] = end
  }
  return { bytes, starts }
}

export function textAt({ bytes, starts }: TextColumn, index: number): string {
  return decoder.decode(bytes.subarray(starts[index] ?? 0, starts[index + 1] ?? 0))
}

/** The texts at the given places of several columns, in this order. */
export function gatherTexts(from: readonly { readonly column: TextColumn; readonly kept: Uint32Array }[]): TextColumn {
  let count = 0
  let size = 0
  for (const { column, kept } of from) {
    count += kept.length
    for (const place of kept) size += (column.starts[place + 1] ?? 0) - (column.starts[place] ?? 0)
  }
  const starts = new Uint32Array(count + 1)
  const bytes = new Uint8Array(size)
  let end = 0
  let index = 0
  for (const { column, kept } of from) {
    for (const place of kept) {
      const text = column.bytes.subarray(column.starts[place] ?? 0, column.starts[place + 1] ?? 0)
      bytes.set(text, end)
      end += text.length
      index += 1
      starts[index] = end
    }
  }
  return { bytes, starts }
}
