import type { ProductCardData } from '../api/outputs.ts'
import { ProductCard } from './product-card.tsx'

const columns = {
  // in two columns the first of three takes both, so that no place stays empty
  three: {
    grid: 'md:grid-cols-3',
    item: 'first:col-span-2 md:first:col-span-1',
    sizes: '(min-width: 1440px) 432px, (min-width: 768px) 31vw, 92vw',
  },
  four: {
    grid: 'md:grid-cols-3 lg:grid-cols-4',
    item: '',
    sizes: '(min-width: 1440px) 318px, (min-width: 1024px) 23vw, (min-width: 768px) 31vw, 45vw',
  },
  // for four alone, so that none of them stands in a row of its own
  row: {
    grid: 'lg:grid-cols-4',
    item: '',
    sizes: '(min-width: 1440px) 318px, (min-width: 1024px) 23vw, 45vw',
  },
} as const

type Props = {
  readonly products: readonly ProductCardData[]
  readonly across?: keyof typeof columns
  readonly heading?: 'h2' | 'h3'
  /** How many are seen without scrolling. */
  readonly seenFirst?: number
}

export function ProductGrid({ products, across = 'four', heading = 'h3', seenFirst = 0 }: Props) {
  const { grid, item, sizes } = columns[across]
  return (
    <ul className={`grid grid-cols-2 gap-x-4 gap-y-12 md:gap-x-8 md:gap-y-16 ${grid}`}>
      {products.map((product, at) => (
        <li key={product.id} className={item}>
          <ProductCard product={product} sizes={sizes} first={at < seenFirst} heading={heading} />
        </li>
      ))}
    </ul>
  )
}
