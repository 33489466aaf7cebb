const prime = 0x01000193

/** FNV-1a over the code units. */
function fnv(text: string, seed: number): number {
  let hash = seed
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), prime)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

export function hash32(text: string): number {
  return fnv(text, 0x811c9dc5)
}

/** 53 bits, an exact number: among ten million texts two are alike once in a hundred and eighty indexes. */
export function hash53(text: string): number {
  return fnv(text, 0x811c9dc5) * 0x200000 + (fnv(text, 0x2f9be6cc) >>> 11)
}
