import { Link } from 'react-router'

type Step = { readonly slug: string; readonly name: string }

/** The way from the front door to here. */
export function Breadcrumb({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <nav aria-label="Breadcrumb" className="pt-6 text-caption text-ink-soft">
      <ol className="flex flex-wrap gap-x-2">
        <li>
          <Link to="/" prefetch="intent" viewTransition className="hover:text-ink">
            Home
          </Link>
        </li>
        {steps.map(({ slug, name }) => (
          <li key={slug} className="before:pe-2 before:content-['/']">
            <Link to={`/categories/${slug}`} prefetch="intent" viewTransition className="hover:text-ink">
              {name}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
