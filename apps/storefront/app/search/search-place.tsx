import { useState } from 'react'
import { Link } from 'react-router'
import { Dialog } from '../components/dialog.tsx'
import { Icon } from '../components/icon.tsx'
import { SearchBox } from './search-box.tsx'

/** The way to search in the header: over the page with script, a page of its own without. */
export function SearchPlace({ market }: { readonly market: string | undefined }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Link
        to="/search"
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          setOpen(true)
        }}
        className="inline-flex size-12 items-center justify-center transition-colors hover:text-accent"
      >
        <span className="sr-only">Search</span>
        <Icon name="search" />
      </Link>
      <Dialog title="Search" place="whole" isOpen={isOpen} onClose={() => setOpen(false)}>
        {isOpen && (
          <div className="mx-auto max-w-prose pt-8">
            <SearchBox market={market} isFirst onLeave={() => setOpen(false)} />
          </div>
        )}
      </Dialog>
    </>
  )
}
