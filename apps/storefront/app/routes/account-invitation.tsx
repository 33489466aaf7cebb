import { AccountForm } from '../account/account-form.tsx'
import { enter } from '../account/enter.server.ts'
import { refusedForm, secretIn, textIn } from '../account/form.server.ts'
import { NarrowPage } from '../account/narrow-page.tsx'
import { SecondStep } from '../account/second-step.tsx'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { TextField } from '../components/field.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/account-invitation'

export function loader({ url }: Route.LoaderArgs) {
  return { token: url.searchParams.get('token') ?? '' }
}

export async function action({ request, url, context }: Route.ActionArgs) {
  const shop = context.get(shopContext)
  const form = await readForm(request)
  const name = textIn(form, 'name')
  const result = await shop.client.call('accounts.accept-invitation', {
    token: secretIn(form, 'token'),
    password: secretIn(form, 'password'),
    // whoever invited may have written one
    ...(name && { name }),
  })
  return result.ok ? enter(shop, result.value, '/account') : refusedForm(result, url, { name })
}

/** The link is nobody else's to know. */
export const headers: Route.HeadersFunction = () => ({ 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex' })

export const meta: Route.MetaFunction = () => pageMeta({ title: 'You are invited', indexed: false })

export default function Invitation({ loaderData: { token }, actionData }: Route.ComponentProps) {
  if (actionData && 'challenge' in actionData) return <SecondStep {...actionData} />
  const field = (name: string) => ({ name, value: actionData?.values[name], error: actionData?.errors[name] })
  return (
    <NarrowPage title="You are invited" lead="Choose a password for your account.">
      <AccountForm intent="accept" submit="Set the password and log in" answer={actionData} hidden={{ token }}>
        <TextField {...field('name')} label="Full name" autoComplete="name" optional />
        <TextField
          {...field('password')}
          label="Password"
          type="password"
          autoComplete="new-password"
          hint="Ten characters or more; a few words in a row do well."
        />
      </AccountForm>
    </NarrowPage>
  )
}
