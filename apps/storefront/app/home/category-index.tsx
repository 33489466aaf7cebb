import { Link } from 'react-router'
import type { CategoryNode, Picture as PictureData } from '../api/outputs.ts'
import { Picture } from '../components/picture.tsx'

type Props = { readonly categories: readonly CategoryNode[]; readonly picture: PictureData | null }

/** The rooms of the house, set like the contents of a book. */
export function CategoryIndex({ categories, picture }: Props) {
  return (
    <section aria-labelledby="rooms" className="grid gap-8 pt-20 md:grid-cols-2 md:gap-12 md:pt-32 lg:gap-20">
      <div className="flex flex-col justify-between gap-8">
        <h2 id="rooms" className="text-heading">
          Through the house
        </h2>
        <div className="hidden md:block">
          <Picture picture={picture} sizes="(min-width: 1440px) 632px, 45vw" decorative />
        </div>
      </div>
      <ul className="border-t border-line">
        {categories.map(({ slug, name, productCount }) => (
          <li key={slug} className="border-b border-line">
            <Link
              to={`/categories/${slug}`}
              prefetch="intent"
              className="group flex items-baseline justify-between gap-4 py-4 transition-colors hover:text-accent"
            >
              <span className="font-display text-title transition-transform group-hover:translate-x-2">{name}</span>
              <span className="text-small text-ink-soft tabular-nums">
                {productCount}
                <span className="sr-only"> pieces</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
