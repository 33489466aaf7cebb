import { useSyncExternalStore } from 'react'

/** Light or dark; absent where the system's preference holds. */
export type Scheme = 'light' | 'dark'

const key = 'merx-scheme'

const listeners = new Set<() => void>()

/**
 * Runs before the first paint, so that nothing flashes in the other scheme. A kept page is the same for everybody and cannot hold the
 * choice: it stays in the browser.
 */
export const schemeScript = `try{var s=localStorage.getItem('${key}');if(s)document.documentElement.dataset.scheme=s}catch{}`

/** The page itself keeps the choice: the style sheet reads it there. */
export function useScheme(): Scheme | undefined {
  return useSyncExternalStore(subscribe, chosenScheme, () => undefined)
}

export function chooseScheme(scheme: Scheme | undefined): void {
  const { dataset } = document.documentElement
  if (scheme) dataset.scheme = scheme
  else delete dataset.scheme
  try {
    if (scheme) localStorage.setItem(key, scheme)
    else localStorage.removeItem(key)
  } catch {
    // where nothing may be stored, the choice holds for this page
  }
  for (const listener of listeners) listener()
}

function chosenScheme(): Scheme | undefined {
  const { scheme } = document.documentElement.dataset
  return scheme === 'light' || scheme === 'dark' ? scheme : undefined
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
