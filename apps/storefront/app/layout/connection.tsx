import { useEffect, useSyncExternalStore } from 'react'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { lookAfterUpdates } from './updates.ts'

/** Says when pages are shown as they were, and that nothing can be bought then; keeps the worker that has them. */
export function Connection() {
  const isOnline = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  )
  useEffect(lookAfterUpdates, [])
  return (
    <div role="status">
      {!isOnline && (
        <Page>
          <div className="pt-4">
            <Notice tone="alarm">
              You are without a connection. Pages are shown as you saw them last; prices and stock may have changed, and
              nothing can be ordered.
            </Notice>
          </div>
        </Page>
      )}
    </div>
  )
}

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}
