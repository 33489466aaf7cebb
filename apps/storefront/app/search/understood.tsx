import { Link } from 'react-router'
import type { Found } from '../api/outputs.ts'

/** How the words were taken, where that is not as they were typed: said before the list, so that nobody wonders at it. */
export function Understood({
  found: { words, correction, matched, complete, total, brand, category },
}: {
  readonly found: Found
}) {
  const leftOut = words.filter(({ outcome }) => outcome === 'left_out').map(({ text }) => text)
  return (
    <div className="pt-4 text-small text-ink-soft">
      {correction !== null && total > 0 && (
        <p>
          Showing what fits <strong className="font-medium text-ink">{correction}</strong>.
        </p>
      )}
      {matched === 'some' && complete === 0 && total > 0 && (
        <p>
          No piece has all of it
          {leftOut.length > 0 && `: ${listed(leftOut)} ${leftOut.length === 1 ? 'was' : 'were'} left out where need be`}
          .
        </p>
      )}
      {(brand || category) && (
        <p>
          {category && <Way to={`/categories/${category.slug}`} name={category.name} />}
          {brand && <Way to={`/products?brand=${brand.slug}`} name={brand.name} />}
        </p>
      )}
    </div>
  )
}

function Way({ to, name }: { readonly to: string; readonly name: string }) {
  return (
    <Link to={to} className="me-6 inline-flex min-h-8 items-center underline underline-offset-4">
      All of {name}
    </Link>
  )
}

function listed(words: readonly string[]): string {
  return new Intl.ListFormat('en').format(words.map((word) => `“${word}”`))
}
