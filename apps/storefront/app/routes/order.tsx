import { redirect } from 'react-router'
import { expected } from '../api/expect.server.ts'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { useAskedCart } from '../cart/known-cart.ts'
import { ErrorSummary } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import { AddressLines } from '../order/address-lines.tsx'
import { CancelOrder } from '../order/cancel-order.tsx'
import { changeOrder } from '../order/change.server.ts'
import { orderCookie, orderToken } from '../order/order-cookie.ts'
import { OrderLines } from '../order/order-lines.tsx'
import { PayAgain } from '../order/pay-again.tsx'
import { Timeline } from '../order/timeline.tsx'
import { useNews } from '../order/use-news.ts'
import { orderWords } from '../order/words.ts'
import type { Route } from './+types/order'

export async function loader({ params: { number }, request, context }: Route.LoaderArgs) {
  const { client } = context.get(shopContext)
  const token = new URL(request.url).searchParams.get('token')
  if (token) {
    expected(await client.call('ordering.get-order', { number, token }))
    // the token opens the order once from the address; from here on it is not shown, kept in no history and sent to nobody
    throw redirect(`/orders/${number}`, {
      headers: { 'set-cookie': orderCookie({ number, token }, request.url), 'referrer-policy': 'no-referrer' },
    })
  }
  const [order, methods] = await Promise.all([
    client.call('ordering.get-order', openedBy(number, request)),
    client.call('payments.list-methods'),
  ])
  return { order: expected(order), methods: methods.ok ? methods.value.items : [] }
}

export async function action({ params: { number }, request, context }: Route.ActionArgs) {
  return changeOrder(context.get(shopContext), openedBy(number, request), await readForm(request))
}

function openedBy(number: string, request: Request) {
  const token = orderToken(request.headers.get('cookie'))
  return { number, ...(token !== undefined && { token }) }
}

/** Nobody else learns the number; to this shop it must be sent, as a form without an origin is refused. */
export const headers: Route.HeadersFunction = () => ({ 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex' })

export const meta: Route.MetaFunction = ({ params }) => pageMeta({ title: `Order ${params.number}`, indexed: false })

export default function OrderPage({ loaderData: { order, methods }, actionData }: Route.ComponentProps) {
  const { title, text } = orderWords(order)
  useAskedCart()
  useNews(order.number, order.orderStatus === 'pending' && order.payable && order.paymentStatus !== 'failed')
  return (
    <Page>
      <div aria-live="polite" className="pt-12 pb-10">
        <p className="text-small text-ink-soft">Order {order.number}</p>
        <h1 className="pt-1 text-heading">{title}</h1>
        <p className="max-w-prose pt-3 text-lead text-ink-soft">{text}</p>
      </div>
      {actionData && (
        <div className="pb-8">
          <ErrorSummary title={actionData.message} />
        </div>
      )}
      <div className="grid gap-12 lg:grid-cols-[3fr_2fr] lg:gap-20">
        <div className="space-y-12">
          {order.payable && <PayAgain order={order} methods={methods} />}
          <section aria-labelledby="what">
            <h2 id="what" className="pb-4 text-title">
              What you ordered
            </h2>
            <OrderLines {...order} />
          </section>
        </div>
        <div className="space-y-12">
          <section aria-labelledby="when">
            <h2 id="when" className="pb-4 text-title">
              What happened
            </h2>
            <Timeline timeline={order.timeline} />
          </section>
          <section aria-labelledby="where">
            <h2 id="where" className="pb-4 text-title">
              Where it goes
            </h2>
            <AddressLines address={order.shippingAddress} />
          </section>
          {order.cancellable && <CancelOrder number={order.number} />}
        </div>
      </div>
    </Page>
  )
}
