import type { ShouldRevalidateFunctionArgs } from 'react-router'
import { expected } from '../api/expect.server.ts'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { CartLines } from '../cart/cart-lines.tsx'
import { CartTotals } from '../cart/cart-totals.tsx'
import { changeCart } from '../cart/change.server.ts'
import { useFreshCart } from '../cart/known-cart.ts'
import { countWith, withPendingTotals } from '../cart/pending.ts'
import { isInTheWay } from '../cart/problems.ts'
import { usePending } from '../cart/use-pending.ts'
import { Blank } from '../components/blank.tsx'
import { ButtonLink } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/cart'

export async function loader({ context }: Route.LoaderArgs) {
  const { client, market } = context.get(shopContext)
  return expected(await client.call('cart.get-cart', market))
}

export async function action({ request, context }: Route.ActionArgs) {
  return changeCart(context.get(shopContext), await readForm(request))
}

/** What the script has learnt of the cart is newer than what the page would load. */
export function shouldRevalidate({ formAction, formData, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return formAction === '/cart' && formData?.get('stays') === 'yes' ? false : defaultShouldRevalidate
}

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Cart', indexed: false })

export default function Cart({ loaderData, actionData }: Route.ComponentProps) {
  const cart = useFreshCart(loaderData)
  const pending = usePending()
  if (countWith(cart.lines, pending) === 0 && pending.length === 0) return <EmptyCart />
  return (
    <Page>
      <h1 className="pt-8 pb-8 text-heading md:pt-12">Cart</h1>
      <div className="grid gap-12 lg:grid-cols-[2fr_1fr] lg:gap-20">
        <CartLines cart={cart} pending={pending} told={actionData} />
        <section aria-label="Summary" className="bg-paper-deep p-6 md:p-8 lg:sticky lg:top-28 lg:self-start">
          <CartTotals totals={withPendingTotals(cart, pending)} isPending={pending.length > 0} />
          <div className="pt-8">
            {cart.problems.some(isInTheWay) ? (
              <Notice tone="alarm">Please look at the marked pieces first.</Notice>
            ) : (
              <ButtonLink to="/checkout" wide>
                Go to checkout
              </ButtonLink>
            )}
          </div>
        </section>
      </div>
    </Page>
  )
}

function EmptyCart() {
  return (
    <Page>
      <Blank title="Your cart is empty." text="Whatever you put in it will wait for you here.">
        <ButtonLink to="/products">See the collection</ButtonLink>
      </Blank>
    </Page>
  )
}
