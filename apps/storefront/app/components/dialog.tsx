import { type ReactNode, useEffect, useId, useRef } from 'react'
import { IconButton } from './button.tsx'
import { Toasts } from './toasts.tsx'

const places = {
  /** Slides in from the end of the line: the right, or the left where one reads from there. */
  side: 'ms-auto h-dvh max-h-none w-full max-w-panel translate-x-full rtl:-translate-x-full open:translate-x-0 starting:open:translate-x-full rtl:starting:open:-translate-x-full',
  middle:
    'm-auto max-h-[90dvh] w-[calc(100%-2rem)] max-w-panel translate-y-4 opacity-0 open:translate-y-0 open:opacity-100 starting:open:translate-y-4 starting:open:opacity-0',
  whole: 'h-dvh max-h-none w-full max-w-none opacity-0 open:opacity-100 starting:open:opacity-0',
} as const

type Props = {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly place?: keyof typeof places
  /** Stays at the bottom while the rest scrolls. */
  readonly foot?: ReactNode
  readonly children: ReactNode
}

/**
 * Something that is dealt with before the page goes on. The browser keeps the focus inside, closes it by Escape and gives the focus back
 * to where it was.
 */
export function Dialog({ title, isOpen, onClose, place = 'middle', foot, children }: Props) {
  const box = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (isOpen) box.current?.showModal()
    else box.current?.close()
  }, [isOpen])
  return (
    // a press beside it is a press on the dialog itself, whose content fills it; the keyboard has Escape
    // biome-ignore lint/a11y/useKeyWithClickEvents: the dialog closes by Escape
    <dialog
      ref={box}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) currentTarget.close()
      }}
      className={`fixed inset-0 bg-paper text-ink transition-[translate,opacity,overlay,display] transition-discrete duration-300 backdrop:bg-veil backdrop:opacity-0 backdrop:transition-[opacity,overlay,display] backdrop:transition-discrete backdrop:duration-300 open:backdrop:opacity-100 starting:open:backdrop:opacity-0 ${places[place]}`}
    >
      <div className="flex h-full max-h-[inherit] flex-col">
        <div className="flex items-center justify-between border-b border-line ps-6 pe-3">
          <h2 id={titleId} className="py-4 text-title">
            {title}
          </h2>
          <IconButton icon="close" label="Close" onClick={() => box.current?.close()} />
        </div>
        <div className="grow overflow-y-auto overscroll-contain px-6 py-6">{children}</div>
        {foot && <div className="border-t border-line px-6 py-6">{foot}</div>}
      </div>
      {isOpen && <Toasts />}
    </dialog>
  )
}
