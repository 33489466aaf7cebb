import { Link } from 'react-router'
import type { CategoryNode } from '../api/outputs.ts'
import { HousePicture } from './house-picture.tsx'

/** The rooms of the house, set like the contents of a book. */
export function CategoryIndex({ categories }: { readonly categories: readonly CategoryNode[] }) {
  return (
    <section aria-labelledby="rooms" className="grid gap-8 pt-16 md:grid-cols-2 md:gap-12 md:pt-32 lg:gap-20">
      <HousePicture of="person" shape="beside" sizes="(min-width: 768px) 75vw, 130vw" />
      <div className="flex flex-col justify-between gap-8">
        <h2 id="rooms" className="text-heading">
          Through the house
        </h2>
        <ul className="border-t border-line">
          {categories.map(({ slug, name, productCount }) => (
            <li key={slug} className="border-b border-line">
              <Link
                to={`/categories/${slug}`}
                prefetch="intent"
                viewTransition
                className="group flex items-baseline justify-between gap-4 py-3 transition-colors hover:text-accent lg:py-4"
              >
                <span className="font-display text-title transition-transform group-hover:translate-x-2 rtl:group-hover:-translate-x-2">
                  {name}
                </span>
                <span className="text-small text-ink-soft tabular-nums">
                  {productCount}
                  <span className="sr-only"> pieces</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
