import { useEffect, useRef } from 'react'
import { Dialog } from '../components/dialog.tsx'
import { SearchBox } from './search-box.tsx'

type Props = { readonly market: string | undefined; readonly isOpen: boolean; readonly onClose: () => void }

/** Words to search for, over the page. */
export function SearchDialog({ market, isOpen, onClose }: Props) {
  const place = useRef<HTMLDivElement>(null)
  // after the dialog has opened, which would give the focus to what closes it
  useEffect(() => {
    if (isOpen) place.current?.querySelector('input')?.focus()
  }, [isOpen])
  return (
    <Dialog title="Search" place="whole" isOpen={isOpen} onClose={onClose}>
      {isOpen && (
        <div ref={place} className="mx-auto max-w-prose pt-8">
          <SearchBox market={market} onLeave={onClose} />
        </div>
      )}
    </Dialog>
  )
}
