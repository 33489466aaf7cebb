import { useEffect, useState } from 'react'
import { Link, useSubmit } from 'react-router'
import { hideToast, type ShownToast, undoKey } from './toast-store.ts'

/** Long enough to read it twice and to reach for the button; it stays while the pointer or the focus is on it. */
const shownFor = 8_000

export function ToastCard({ toast: { id, text, undo, act, link } }: { readonly toast: ShownToast }) {
  const submit = useSubmit()
  const [isHeld, hold] = useState(false)
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(() => hideToast(id), shownFor)
    return () => clearTimeout(timer)
  }, [id, isHeld])
  return (
    // it only notices whether somebody is at it
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing can be done with the card itself
    <div
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
      className="pointer-events-auto flex max-w-full animate-rise items-center gap-6 bg-ink px-6 py-2 text-small text-paper"
    >
      <p className="py-2">{text}</p>
      {link && (
        <Link to={link.to} onClick={() => hideToast(id)} className={actionLook}>
          {link.label}
        </Link>
      )}
      {act && (
        <button type="button" onClick={act.run} className={actionLook}>
          {act.label}
        </button>
      )}
      {undo && (
        <button
          type="button"
          onClick={() => {
            hideToast(id)
            void submit(undo.fields, { action: undo.action, method: 'post', navigate: false, fetcherKey: undoKey })
          }}
          className={actionLook}
        >
          Undo
        </button>
      )}
    </div>
  )
}

const actionLook =
  'inline-flex min-h-10 shrink-0 items-center underline underline-offset-4 focus-visible:outline-current'
