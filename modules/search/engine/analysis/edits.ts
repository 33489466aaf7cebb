// used again for every pair of words, of which a correction compares thousands
let beforeLast = new Uint8Array(64)
let last = new Uint8Array(64)
let current = new Uint8Array(64)

/**
 * Letters to insert, leave out, replace or swap with their neighbour until one word is the other (optimal string alignment); more than
 * `limit` is `limit + 1`. For words of up to 60 letters.
 */
export function editsBetween(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit) return limit + 1
  for (let column = 0; column <= to.length; column += 1) last[column] = column
  for (let row = 1; row <= from.length; row += 1) {
    if (nextRow(from, to, row) > limit) return limit + 1
    const oldest = beforeLast
    beforeLast = last
    last = current
    current = oldest
  }
  return last[to.length] ?? limit + 1
}

/** Fills a row of the table and gives its least number. */
function nextRow(from: string, to: string, row: number): number {
  const letter = from.charCodeAt(row - 1)
  const letterBefore = row > 1 ? from.charCodeAt(row - 2) : -1
  let least = row
  current[0] = row
  for (let column = 1; column <= to.length; column += 1) {
    const other = to.charCodeAt(column - 1)
    let edits = (last[column - 1] ?? 0) + (letter === other ? 0 : 1)
    edits = Math.min(edits, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1)
    if (column > 1 && letter === to.charCodeAt(column - 2) && letterBefore === other) {
      edits = Math.min(edits, (beforeLast[column - 2] ?? 0) + 1)
    }
    current[column] = edits
    if (edits < least) least = edits
  }
  return least
}
