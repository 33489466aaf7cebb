import { showToast } from '../components/toast-store.ts'

/** Installs the worker when the page is done loading, and says when there is a newer one. */
export function lookAfterUpdates(): void {
  if (!('serviceWorker' in navigator)) return
  if (document.readyState === 'complete') void install()
  else addEventListener('load', () => void install(), { once: true })
}

async function install(): Promise<void> {
  const registration = await navigator.serviceWorker.register('/service-worker.js').catch(() => undefined)
  if (!registration) return
  offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const { installing } = registration
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') offer(registration.waiting)
    })
  })
}

/** The first worker takes over by itself; a later one waits until the buyer agrees to load the page anew. */
function offer(waiting: ServiceWorker | null): void {
  if (!waiting || !navigator.serviceWorker.controller) return
  const takeOver = () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    waiting.postMessage('take-over')
  }
  showToast({ text: 'There is a newer version of this shop.', act: { label: 'Load it', run: takeOver } })
}
