import { Link } from 'react-router'
import { useKnownCart } from './known-cart.ts'

export function CartLink() {
  const count = useKnownCart()?.count ?? 0
  return (
    <Link to="/cart" prefetch="intent" className="inline-flex min-h-12 items-center hover:text-accent">
      Cart
      {count > 0 && (
        <span className="pl-2 tabular-nums">
          <span aria-hidden="true">({count})</span>
          <span className="sr-only">, {count === 1 ? '1 piece' : `${count} pieces`}</span>
        </span>
      )}
    </Link>
  )
}
