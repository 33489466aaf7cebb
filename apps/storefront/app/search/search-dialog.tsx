import { Dialog } from '../components/dialog.tsx'
import { SearchBox } from './search-box.tsx'

type Props = { readonly market: string | undefined; readonly isOpen: boolean; readonly onClose: () => void }

/** Words to search for, over the page. */
export function SearchDialog({ market, isOpen, onClose }: Props) {
  return (
    <Dialog title="Search" place="whole" isOpen={isOpen} onClose={onClose}>
      {isOpen && (
        <div className="mx-auto max-w-prose pt-8">
          <SearchBox market={market} isFirst onLeave={onClose} />
        </div>
      )}
    </Dialog>
  )
}
