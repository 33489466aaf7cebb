import { data, Link, redirect } from 'react-router'
import { AccountForm } from '../account/account-form.tsx'
import { AccountPage } from '../account/account-page.tsx'
import { ownOf, refusedForm, textIn } from '../account/form.server.ts'
import { readForm } from '../api/form.server.ts'
import type { Output } from '../api/outputs.ts'
import { shopContext } from '../api/shop.server.ts'
import { Blank } from '../components/blank.tsx'
import { ButtonLink } from '../components/button.tsx'
import { List, Row } from '../components/list.tsx'
import { ErrorSummary } from '../components/notice.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import { formatAmount } from '../money/format.ts'
import { formatMoment } from '../order/moment.ts'
import { statusWord } from '../order/words.ts'
import type { Route } from './+types/account-orders'

export async function loader({ url, context }: Route.LoaderArgs) {
  const after = url.searchParams.get('after')
  const input = after === null ? {} : { after }
  return ownOf(await context.get(shopContext).client.call('ordering.list-my-orders', input), url)
}

/** Orders again. What cannot be bought any more is said; the rest is in the cart. */
export async function action({ request, url, context }: Route.ActionArgs) {
  const number = textIn(await readForm(request), 'number')
  const result = await context.get(shopContext).client.call('ordering.reorder', { number })
  if (!result.ok) return refusedForm(result, url)
  const { added, problems } = result.value
  if (problems.length === 0) return redirect('/cart', 303)
  const rest = problems.map(({ detail }) => detail).join(' ')
  return data({
    trouble: added === 0 ? `Nothing of it can be bought now. ${rest}` : `In your cart is the rest. ${rest}`,
  })
}

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Your orders', indexed: false })

export default function Orders({ loaderData: { items, next }, actionData }: Route.ComponentProps) {
  return (
    <AccountPage title="Your orders">
      {actionData?.trouble && (
        <div className="pb-8">
          <ErrorSummary title={actionData.trouble} />
        </div>
      )}
      {items.length === 0 ? (
        <Blank
          level="h2"
          title="Nothing yet"
          text="What you order stands here, and what you ordered before with your address."
        >
          <ButtonLink to="/products">Look around</ButtonLink>
        </Blank>
      ) : (
        <List label="Orders">
          {items.map((order) => (
            <OrderRow key={order.number} order={order} />
          ))}
        </List>
      )}
      {next !== null && (
        <div className="pt-8">
          <ButtonLink to={`/account/orders?after=${next}`} look="outline">
            Earlier orders
          </ButtonLink>
        </div>
      )}
    </AccountPage>
  )
}

type MyOrder = Output<'ordering.list-my-orders'>['items'][number]

function OrderRow({ order: { number, status, placedAt, total, pieces, lines } }: { readonly order: MyOrder }) {
  const names = lines.map(({ name }) => name).join(', ')
  return (
    <Row
      title={
        <Link
          to={`/orders/${number}`}
          viewTransition
          className="inline-flex min-h-8 items-center underline decoration-line-strong underline-offset-4 transition-colors hover:decoration-ink"
        >
          {number}
        </Link>
      }
      note={
        <>
          <p>
            {statusWord(status)} · {formatMoment(placedAt)}
          </p>
          <p>{pieces === 1 ? names : `${pieces} pieces: ${names}${lines.length === 4 ? ' …' : ''}`}</p>
        </>
      }
      aside={
        <div className="flex items-center gap-6">
          <span>{formatAmount(total)}</span>
          <AccountForm intent={number} submit="Order again" look="outline" hidden={{ number }} />
        </div>
      }
    />
  )
}
