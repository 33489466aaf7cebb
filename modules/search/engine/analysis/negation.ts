const without: ReadonlySet<string> = new Set(['without', 'sans', 'ohne', 'sin', 'senza', 'zonder', 'sem', 'utan'])

const not: ReadonlySet<string> = new Set(['no', 'not', 'non', 'kein', 'keine', 'keinen', 'pas'])

/** `always`: what follows is not wanted; `maybe`: it may be a name too, as in `no show socks`. */
export function negates(word: string): 'always' | 'maybe' | undefined {
  if (without.has(word)) return 'always'
  return not.has(word) ? 'maybe' : undefined
}
