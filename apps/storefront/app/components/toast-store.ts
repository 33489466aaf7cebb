import { createStore } from '../state/store.ts'

/** A word about what just happened, and how to take it back. */
export type Toast = {
  readonly text: string
  /** Sent when the buyer takes it back; absent where nothing can be. */
  readonly undo?: Submission
  /** What can be done about it on the page itself. */
  readonly act?: { readonly label: string; readonly run: () => void }
  /** Where to look at it. */
  readonly link?: { readonly to: string; readonly label: string }
}

export type Submission = { readonly action: string; readonly fields: Readonly<Record<string, string>> }

export type ShownToast = Toast & { readonly id: number }

/** One follows another; two at a time are read by nobody. */
export const toasts = createStore<ShownToast | undefined>(undefined)

/** The key of the fetcher that takes things back, for those who wait for its answer. */
export const undoKey = 'undo'

let count = 0

export function showToast(toast: Toast): void {
  count += 1
  toasts.set({ ...toast, id: count })
}

/** Only the one that was meant: another may have come meanwhile. */
export function hideToast(id: number): void {
  if (toasts.get()?.id === id) toasts.set(undefined)
}
