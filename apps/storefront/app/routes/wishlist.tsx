import { data, Link, redirect } from 'react-router'
import { AccountForm } from '../account/account-form.tsx'
import { refusedForm, textIn } from '../account/form.server.ts'
import { expected } from '../api/expect.server.ts'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { Blank } from '../components/blank.tsx'
import { ButtonLink } from '../components/button.tsx'
import { List, Row } from '../components/list.tsx'
import { ErrorSummary } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { Price } from '../components/price.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/wishlist'

export async function loader({ context }: Route.LoaderArgs) {
  const { client, market } = context.get(shopContext)
  return expected(await client.call('cart.get-wishlist', market))
}

/** Keeps a piece, forgets it, or puts it into the cart. */
export async function action({ request, url, context }: Route.ActionArgs) {
  const { client } = context.get(shopContext)
  const form = await readForm(request)
  const variantId = textIn(form, 'variantId')
  // each button of the list names its piece too, so that only the one that was pressed is busy
  switch (textIn(form, 'intent').split(' ', 1)[0]) {
    case 'keep': {
      const kept = await client.call('cart.add-wish', { variantId })
      return kept.ok ? redirect('/wishlist', 303) : refusedForm(kept, url)
    }
    case 'forget': {
      const gone = await client.call('cart.remove-wish', { variantId })
      return gone.ok ? redirect('/wishlist', 303) : refusedForm(gone, url)
    }
    case 'buy': {
      const moved = await client.call('cart.move-wish', { variantId })
      return moved.ok ? redirect('/cart', 303) : refusedForm(moved, url)
    }
    default:
      throw data(null, { status: 400 })
  }
}

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Wishlist', indexed: false })

export default function Wishlist({ loaderData: { items }, actionData }: Route.ComponentProps) {
  return (
    <Page>
      <h1 className="pt-8 pb-8 text-heading md:pt-12">Wishlist</h1>
      {actionData && (
        <div className="pb-8">
          <ErrorSummary title={actionData.trouble} />
        </div>
      )}
      {items.length === 0 ? (
        <Blank
          level="h2"
          title="Nothing kept yet"
          text="Keep a piece on its page, and it stands here until you decide."
        >
          <ButtonLink to="/products">Look around</ButtonLink>
        </Blank>
      ) : (
        <List label="Wishlist">
          {items.map(({ variantId, productSlug, name, options, price, compareAt, inStock }) => (
            <Row
              key={variantId}
              title={
                <Link
                  to={`/products/${productSlug}?variant=${variantId}`}
                  viewTransition
                  className="inline-flex min-h-8 items-center underline decoration-line-strong underline-offset-4 transition-colors hover:decoration-ink"
                >
                  {name}
                </Link>
              }
              note={[...options.map(({ value }) => value), ...(inStock ? [] : ['Sold out'])].join(' · ')}
              aside={
                <div className="flex flex-wrap items-center gap-4">
                  <Price price={price} before={compareAt} />
                  {inStock && (
                    <AccountForm
                      intent={`buy ${variantId}`}
                      submit="Into the cart"
                      look="outline"
                      hidden={{ variantId }}
                    />
                  )}
                  <AccountForm
                    intent={`forget ${variantId}`}
                    submit={`Forget ${name}`}
                    look="outline"
                    hidden={{ variantId }}
                  />
                </div>
              }
            />
          ))}
        </List>
      )}
    </Page>
  )
}
