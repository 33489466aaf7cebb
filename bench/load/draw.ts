export type Spread = 'zipf' | 'uniform'

/** Draws places in a list of `size`: all alike, or the place k with a weight of 1/k, as people look at goods. */
export function createDraw(size: number, spread: Spread): () => number {
  if (spread === 'uniform') return () => Math.floor(Math.random() * size)
  const upTo = new Float64Array(size)
  let sum = 0
  for (let place = 0; place < size; place += 1) {
    sum += 1 / (place + 1)
    upTo[place] = sum
  }
  return () => firstAbove(upTo, Math.random() * sum)
}

function firstAbove(upTo: Float64Array, drawn: number): number {
  let low = 0
  let high = upTo.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((upTo[middle] ?? 0) < drawn) low = middle + 1
    else high = middle
  }
  return low
}
