import { useEffect } from 'react'
import { Link } from 'react-router'
import { Section } from '../components/page.tsx'
import { Picture } from '../components/picture.tsx'
import { useStore } from '../state/store.ts'
import { readRecent, recent, type Seen } from './recent.ts'

const none: readonly Seen[] = []

/** What the buyer looked at before, as far as this browser knows. */
export function RecentlyViewed({ except }: { readonly except?: string }) {
  const seen = useStore(recent, none)
  useEffect(readRecent, [])
  const shown = seen.filter(({ slug }) => slug !== except).slice(0, 6)
  if (shown.length === 0) return null
  return (
    <Section title="Seen before">
      <ul className="-mx-4 flex gap-4 overflow-x-auto px-4 md:mx-0 md:grid md:grid-cols-6 md:overflow-visible md:px-0">
        {shown.map(({ slug, name, image }) => (
          <li key={slug} className="relative w-36 shrink-0 md:w-auto">
            <Picture picture={image} sizes="(min-width: 768px) 15vw, 144px" decorative />
            <Link
              to={`/products/${slug}`}
              prefetch="intent"
              viewTransition
              className="block pt-3 text-small after:absolute after:inset-0"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
