import type { ReactNode } from 'react'
import type { Picture as PictureData } from '../api/outputs.ts'
import { largest, Picture } from '../components/picture.tsx'

/** All pictures of a piece, the chosen variant's first: one after the other by swiping, side by side where there is room. */
export function Gallery({ pictures }: { readonly pictures: readonly PictureData[] }) {
  const [first, ...others] = pictures
  return (
    <section
      aria-label="Pictures"
      className="-mx-4 flex snap-x snap-mandatory gap-2 overflow-x-auto md:mx-0 md:grid md:grid-cols-2 md:content-start md:gap-4 md:overflow-visible"
    >
      <div
        className={`shrink-0 snap-center moves-as-piece md:col-span-2 md:w-auto ${others.length > 0 ? 'w-[92%]' : 'w-full'}`}
      >
        <Enlarged picture={first}>
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
          <Enlarged picture={picture}>
            <Picture picture={picture} sizes="(min-width: 1440px) 392px, (min-width: 768px) 27vw, 92vw" />
          </Enlarged>
        </div>
      ))}
    </section>
  )
}

/** Opens a picture alone and as large as it is; that also lets the keyboard reach those beside the first. */
function Enlarged({ picture, children }: { readonly picture: PictureData | undefined; readonly children: ReactNode }) {
  if (!picture) return children
  return (
    <a href={largest(picture)} className="relative block cursor-zoom-in">
      <span className="sr-only">Enlarge: </span>
      {children}
    </a>
  )
}
