import { lazy, Suspense, useEffect } from 'react'
import { useStore } from '../state/store.ts'
import { readRecent, recent, type Seen } from './recent.ts'

const none: readonly Seen[] = []

// who is here for the first time has seen nothing before
const SeenBefore = lazy(async () => ({ default: (await import('./seen-before.tsx')).SeenBefore }))

/** What the buyer looked at before, as far as this browser knows. */
export function RecentlyViewed({ except }: { readonly except?: string }) {
  const seen = useStore(recent, none)
  useEffect(readRecent, [])
  const shown = seen.filter(({ slug }) => slug !== except).slice(0, 6)
  return <Suspense>{shown.length > 0 && <SeenBefore shown={shown} />}</Suspense>
}
