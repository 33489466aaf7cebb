import { Link } from 'react-router'

type Below = { readonly slug: string; readonly name: string; readonly productCount: number }

/** The categories below one. */
export function CategoryLinks({ categories }: { readonly categories: readonly Below[] }) {
  if (categories.length === 0) return null
  return (
    <nav aria-label="Within this category" className="pt-6">
      <ul className="flex flex-wrap gap-x-8 gap-y-2">
        {categories.map(({ slug, name, productCount }) => (
          <li key={slug}>
            <Link to={`/categories/${slug}`} prefetch="intent" className="group inline-flex min-h-8 items-baseline">
              <span className="border-b border-line-strong transition-colors group-hover:border-accent">{name}</span>
              <span className="pl-2 text-caption text-ink-soft">
                <span className="sr-only">, </span>
                {productCount}
                <span className="sr-only"> pieces</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
