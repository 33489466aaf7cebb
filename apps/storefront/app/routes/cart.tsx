import { data, replace } from 'react-router'
import { expected } from '../api/expect.server.ts'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { CartLine } from '../cart/cart-line.tsx'
import { changeCart } from '../cart/change.server.ts'
import { useToldCart } from '../cart/known-cart.ts'
import { isInTheWay } from '../cart/problems.ts'
import { Amount, Amounts } from '../components/amounts.tsx'
import { ButtonLink } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import { formatAmount } from '../money/format.ts'
import type { Route } from './+types/cart'

export async function loader({ context }: Route.LoaderArgs) {
  const { client, market } = context.get(shopContext)
  return expected(await client.call('cart.get-cart', market))
}

export async function action({ request, context }: Route.ActionArgs) {
  const trouble = await changeCart(context.get(shopContext), await readForm(request))
  return trouble ? data(trouble, { status: trouble.status }) : replace('/cart')
}

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Cart', indexed: false })

export default function Cart({ loaderData: cart, actionData }: Route.ComponentProps) {
  useToldCart(cart)
  const { lines, problems, totals } = cart
  if (lines.length === 0) return <EmptyCart />
  return (
    <Page>
      <h1 className="pt-12 pb-8 text-heading">Cart</h1>
      <div className="grid gap-12 lg:grid-cols-[2fr_1fr] lg:gap-20">
        <ul className="border-t border-line">
          {lines.map((line) => (
            <CartLine
              key={line.id}
              line={line}
              problems={problems.filter(({ lineId }) => lineId === line.id)}
              told={actionData}
            />
          ))}
        </ul>
        <section aria-label="Summary" className="bg-paper-deep p-6 md:p-8 lg:sticky lg:top-8 lg:self-start">
          <div aria-live="polite">
            <Amounts>
              <Amount label="Goods">{formatAmount(totals.subtotal)}</Amount>
              {totals.discount.amount > 0 && <Amount label="Discount">−{formatAmount(totals.discount)}</Amount>}
              <Amount label="Delivery">with your address</Amount>
              <Amount label="Total so far" strong>
                {formatAmount(totals.total)}
              </Amount>
            </Amounts>
          </div>
          <div className="pt-8">
            {problems.some(isInTheWay) ? (
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
      <div className="mx-auto max-w-prose py-24 text-center md:py-32">
        <h1 className="text-heading">Your cart is empty.</h1>
        <p className="pt-4 pb-8 text-ink-soft">Whatever you put in it will wait for you here.</p>
        <ButtonLink to="/products">See the collection</ButtonLink>
      </div>
    </Page>
  )
}
