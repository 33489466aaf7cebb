import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { Icon } from '../components/icon.tsx'

/** Most pages are left without a search: its code comes when somebody reaches for it. */
const loadDialog = () => import('./search-dialog.tsx')

const SearchDialog = lazy(async () => ({ default: (await loadDialog()).SearchDialog }))

/** The way to search in the header: over the page with script, a page of its own without. */
export function SearchPlace({ market }: { readonly market: string | undefined }) {
  const [isOpen, setOpen] = useState(false)
  const [wasOpened, setOpened] = useState(false)
  return (
    <>
      <Link
        to="/search"
        onPointerEnter={loadDialog}
        onFocus={loadDialog}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          setOpened(true)
          setOpen(true)
        }}
        className="inline-flex size-12 items-center justify-center transition-colors hover:text-accent"
      >
        <span className="sr-only">Search</span>
        <Icon name="search" />
      </Link>
      {wasOpened && (
        <Suspense fallback={null}>
          <SearchDialog market={market} isOpen={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
