import { useSyncExternalStore } from 'react'

/** Whether scripts run: not on the server, and not before the page has come to life. */
export function useHasScript(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
}
