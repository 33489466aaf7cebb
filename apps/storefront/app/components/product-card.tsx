import { Link, useViewTransitionState } from 'react-router'
import type { ProductCardData } from '../api/outputs.ts'
import { Picture } from './picture.tsx'
import { Price } from './price.tsx'

type Props = {
  readonly product: ProductCardData
  readonly sizes: string
  readonly first?: boolean
  /** The level of its name below the heading that it stands under. */
  readonly heading: 'h2' | 'h3'
}

export function ProductCard({ product, sizes, first = false, heading: Heading }: Props) {
  const { slug, name, brand, image, price, priceTo, compareAt } = product
  const to = `/products/${slug}`
  const isMoving = useViewTransitionState(to)
  return (
    <article className="group relative">
      <div className="overflow-hidden bg-paper-deep">
        <div
          className={`transition-transform duration-300 group-hover:scale-[1.02] ${isMoving ? 'moves-as-piece' : ''}`}
        >
          <Picture picture={image} sizes={sizes} first={first} decorative />
        </div>
      </div>
      <div className="pt-4">
        <Heading className="text-name">
          <Link to={to} prefetch="intent" viewTransition className="after:absolute after:inset-0">
            {name}
          </Link>
        </Heading>
        {brand && <p className="text-caption text-ink-soft">{brand.name}</p>}
        <p className="pt-1 text-small">
          <Price price={price} to={priceTo} before={compareAt} />
          <Standing product={product} />
        </p>
      </div>
    </article>
  )
}

/** What a buyer should know before opening it: one word, and none for the ordinary case. */
function Standing({ product: { availability } }: Pick<Props, 'product'>) {
  const word = availability === 'out' ? 'Sold out' : availability === 'low' ? 'Few left' : undefined
  if (!word) return null
  return <span className="text-accent"> · {word}</span>
}
