import { useState } from 'react'
import { Form, redirect, useNavigation } from 'react-router'
import { expected } from '../api/expect.server.ts'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { isInTheWay } from '../cart/problems.ts'
import { CheckoutSummary } from '../checkout/checkout-summary.tsx'
import { ContactFields } from '../checkout/contact-fields.tsx'
import { countriesOf } from '../checkout/countries.ts'
import { placeOf, type Values } from '../checkout/form.ts'
import { knownValues } from '../checkout/known-values.server.ts'
import { PaymentChoice } from '../checkout/payment-choice.tsx'
import { placeOrder, updateDelivery } from '../checkout/place.server.ts'
import { ShippingChoice } from '../checkout/shipping-choice.tsx'
import { TroubleWithForm } from '../checkout/trouble-with-form.tsx'
import { useDelivery } from '../checkout/use-delivery.ts'
import { Button } from '../components/button.tsx'
import { Page } from '../components/page.tsx'
import { useAttempt } from '../components/use-attempt.ts'
import { pageMeta } from '../layout/page-meta.ts'
import { formatAmount } from '../money/format.ts'
import type { Route } from './+types/checkout'

export async function loader({ context }: Route.LoaderArgs) {
  const shop = context.get(shopContext)
  const { client, market } = shop
  const [asked, methods, markets] = await Promise.all([
    client.call('cart.get-cart', market),
    client.call('payments.list-methods'),
    client.call('pricing.list-markets'),
  ])
  const cart = expected(asked)
  if (cart.lines.length === 0 || cart.problems.some(isInTheWay)) throw redirect('/cart')
  const known = expected(markets).items
  const countries = countriesOf(known, cart.market)
  const country = known.find(({ code }) => code === cart.market)?.countries[0]
  const values: Values = {
    ...(country && { 'shippingAddress.country': country }),
    ...(await knownValues(shop, countries)),
  }
  const offered = country ? await client.call('cart.list-shipping-options', placeOf(values)) : undefined
  return {
    cart,
    countries,
    values,
    // what was typed into the form is not lost because payments cannot be reached
    methods: methods.ok ? methods.value.items : [],
    options: offered?.ok ? offered.value.items : [],
    taxIncluded: known.find(({ code }) => code === cart.market)?.taxMode === 'inclusive',
  }
}

export async function action({ request, context }: Route.ActionArgs) {
  const shop = context.get(shopContext)
  const form = await readForm(request)
  return form.get('intent') === 'update' ? updateDelivery(shop, form) : placeOrder(shop, request, form)
}

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Checkout', indexed: false })

export default function Checkout({ loaderData, actionData }: Route.ComponentProps) {
  const { cart, countries, methods, taxIncluded } = loaderData
  const { values, errors, trouble } = { errors: {}, trouble: undefined, ...loaderData, ...actionData }
  const { options, doubts, isPricing, priceAgain } = useDelivery(actionData?.options ?? loaderData.options)
  const attempt = useAttempt(actionData)
  const [picked, pick] = useState(values.shippingOptionId)
  const option = options.find(({ id }) => id === picked) ?? options[0]
  const { state, formData } = useNavigation()
  const isPlacing = state !== 'idle' && formData?.get('intent') === 'place'

  return (
    <Page>
      <h1 className="pt-8 pb-8 text-heading md:pt-12">Checkout</h1>
      <TroubleWithForm key={attempt} trouble={trouble} errors={errors} />
      <Form
        method="post"
        noValidate
        onBlur={priceAgain}
        onChange={({ target }) => {
          if (target instanceof HTMLInputElement && target.name === 'shippingOptionId') pick(target.value)
        }}
        className="grid gap-12 lg:grid-cols-[3fr_2fr] lg:gap-20"
      >
        <div>
          <ContactFields key={attempt} values={values} errors={{ ...errors, ...doubts }} countries={countries} />
          <ShippingChoice
            key={options.map(({ id }) => id).join()}
            options={options}
            chosen={option?.id}
            error={errors.shippingOptionId}
          />
          <PaymentChoice
            methods={methods}
            chosen={values['payment.provider'] ?? methods[0]?.provider}
            error={errors['payment.provider']}
          />
        </div>
        <section aria-labelledby="summary" className="bg-paper-deep p-6 md:p-8 lg:sticky lg:top-28 lg:self-start">
          <h2 id="summary" className="pb-6 text-title">
            Your order
          </h2>
          <CheckoutSummary cart={cart} option={option} taxIncluded={taxIncluded} />
          <div className="pt-8">
            <Button wide name="intent" value="place" disabled={isPlacing || isPricing || !option} busy={isPlacing}>
              {isPlacing
                ? 'Placing your order …'
                : option
                  ? `Place order, ${formatAmount(option.total)}`
                  : 'Place order'}
            </Button>
          </div>
        </section>
      </Form>
    </Page>
  )
}
