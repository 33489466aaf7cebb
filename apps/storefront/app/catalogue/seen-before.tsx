import { Link } from 'react-router'
import { Section } from '../components/page.tsx'
import { Picture } from '../components/picture.tsx'
import type { Seen } from './recent.ts'

export function SeenBefore({ shown }: { readonly shown: readonly Seen[] }) {
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
