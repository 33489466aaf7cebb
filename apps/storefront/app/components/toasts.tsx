import { lazy, Suspense } from 'react'
import { useStore } from '../state/store.ts'
import { toasts } from './toast-store.ts'

// most visits end without one
const ToastCard = lazy(async () => ({ default: (await import('./toast-card.tsx')).ToastCard }))

/** Where toasts appear, and are read out. A dialog has a place of its own, as what lies under it cannot be reached. */
export function Toasts() {
  const toast = useStore(toasts, undefined)
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-0 z-40 flex justify-center p-4">
      <Suspense>{toast && <ToastCard key={toast.id} toast={toast} />}</Suspense>
    </div>
  )
}
