import { ButtonLink } from '../components/button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { Notice } from '../components/notice.tsx'
import { CartLines } from './cart-lines.tsx'
import { CartTotals } from './cart-totals.tsx'
import { useKnownCart } from './known-cart.ts'
import { countWith, withPendingTotals } from './pending.ts'
import { isInTheWay } from './problems.ts'
import { usePending } from './use-pending.ts'

type Props = { readonly isOpen: boolean; readonly onClose: () => void }

/** The cart beside the page. It shows what is being changed as if it were done already. */
export function CartDrawer({ isOpen, onClose }: Props) {
  const cart = useKnownCart()
  const pending = usePending()
  const hasLines = countWith(cart?.lines ?? [], pending) > 0
  const foot = cart && hasLines && (
    <>
      <CartTotals totals={withPendingTotals(cart, pending)} isPending={pending.length > 0} />
      <div className="grid gap-3 pt-6">
        {cart.problems.some(isInTheWay) ? (
          <Notice tone="alarm">Please look at the marked pieces first.</Notice>
        ) : (
          <ButtonLink to="/checkout" wide>
            Go to checkout
          </ButtonLink>
        )}
        <ButtonLink to="/cart" look="quiet">
          View cart
        </ButtonLink>
      </div>
    </>
  )
  return (
    <Dialog title="Cart" isOpen={isOpen} onClose={onClose} place="side" foot={foot}>
      {/* lines that are going stay until it is known that they are gone */}
      {isOpen && cart && cart.lines.length > 0 && <CartLines cart={cart} pending={pending} compact />}
      {!hasLines && (
        <div className="py-16 text-center">
          <p className="font-display text-title">{cart ? 'Your cart is empty.' : 'Looking into your cart …'}</p>
          <p className="pt-2 pb-8 text-small text-ink-soft">Whatever you put in it will wait for you here.</p>
          <ButtonLink to="/products" look="outline">
            See the collection
          </ButtonLink>
        </div>
      )}
    </Dialog>
  )
}
