import { Link } from 'react-router'
import type { Collection } from '../api/outputs.ts'

/** What the house has put together, each a heading of its own. */
export function CollectionList({ collections }: { readonly collections: readonly Collection[] }) {
  if (collections.length === 0) return null
  return (
    <section aria-labelledby="collections" className="pt-16 md:pt-32">
      <h2 id="collections" className="pb-6 text-center text-small font-normal text-ink-soft font-text">
        Put together
      </h2>
      <ul className="flex flex-wrap justify-center gap-x-12 gap-y-6 md:gap-x-16">
        {collections.map(({ slug, name, productCount }) => (
          <li key={slug}>
            <Link
              to={`/collections/${slug}`}
              prefetch="intent"
              viewTransition
              className="group inline-flex items-start font-display text-heading transition-colors hover:text-accent"
            >
              <span className="italic">{name}</span>
              <span className="ps-1 pt-1 font-text text-caption text-ink-soft tabular-nums">
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
