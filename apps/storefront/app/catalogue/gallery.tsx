import { lazy, type MouseEvent, type ReactNode, Suspense, useState } from 'react'
import type { Picture as PictureData } from '../api/outputs.ts'
import { largest, Picture } from '../components/picture.tsx'

const Zoom = lazy(async () => ({ default: (await import('./zoom.tsx')).Zoom }))

/** All pictures of a piece, the chosen variant's first: one after the other by swiping, side by side where there is room. */
export function Gallery({ pictures }: { readonly pictures: readonly PictureData[] }) {
  const [zoomed, zoom] = useState<PictureData>()
  const [isOpen, setOpen] = useState(false)
  const open = (picture: PictureData) => {
    zoom(picture)
    setOpen(true)
  }
  const [first, ...others] = pictures
  const isOne = others.length === 0
  return (
    <section aria-label="Pictures" className="min-w-0 md:sticky md:top-28 md:self-start">
      <div className="-mx-4 flex snap-x snap-mandatory gap-2 overflow-x-auto scrollbar-none md:mx-0 md:grid md:grid-cols-2 md:content-start md:gap-4 md:overflow-visible">
        <div
          className={`shrink-0 snap-center moves-as-piece md:col-span-2 md:w-auto ${isOne ? 'w-full' : 'w-[92%] first:ms-0'}`}
        >
          <Enlarged picture={first} onOpen={open}>
            <Picture
              key={first?.path}
              picture={first ?? null}
              sizes="(min-width: 1440px) 800px, (min-width: 768px) 55vw, 92vw"
              first
            />
          </Enlarged>
        </div>
        {others.map((picture) => (
          <div key={picture.path} className="w-[92%] shrink-0 snap-center md:w-auto">
            <Enlarged picture={picture} onOpen={open}>
              <Picture picture={picture} sizes="(min-width: 1440px) 392px, (min-width: 768px) 27vw, 92vw" />
            </Enlarged>
          </div>
        ))}
      </div>
      {zoomed && (
        <Suspense fallback={null}>
          <Zoom picture={zoomed} isOpen={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </section>
  )
}

type EnlargedProps = {
  readonly picture: PictureData | undefined
  readonly onOpen: (picture: PictureData) => void
  readonly children: ReactNode
}

/** Without script the picture opens alone and as large as it is; that also lets the keyboard reach those beside the first. */
function Enlarged({ picture, onOpen, children }: EnlargedProps) {
  if (!picture) return children
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    onOpen(picture)
  }
  return (
    <a href={largest(picture)} onClick={open} className="relative block cursor-zoom-in">
      <span className="sr-only">Enlarge: </span>
      {children}
    </a>
  )
}
