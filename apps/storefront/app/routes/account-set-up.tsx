import { data } from 'react-router'
import { AccountForm } from '../account/account-form.tsx'
import { enter } from '../account/enter.server.ts'
import { refusedForm, secretIn, textIn } from '../account/form.server.ts'
import { NarrowPage } from '../account/narrow-page.tsx'
import { SecondStep } from '../account/second-step.tsx'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/account-set-up'

export function loader({ url }: Route.LoaderArgs) {
  return { token: url.searchParams.get('token') ?? '' }
}

export async function action({ request, url, context }: Route.ActionArgs) {
  const shop = context.get(shopContext)
  const form = await readForm(request)
  const email = textIn(form, 'email')
  const name = textIn(form, 'name')
  const password = secretIn(form, 'password')
  const result = await shop.client.call('accounts.set-up', { token: secretIn(form, 'token'), email, name, password })
  if (result.ok) return enter(shop, result.value, '/account')
  if (result.code === 'invalid_link') return data({ isSpent: true } as const, { status: result.status })
  return refusedForm(result, url, { email, name })
}

/** The link is nobody else's to know. */
export const headers: Route.HeadersFunction = () => ({ 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex' })

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Set up the shop', indexed: false })

export default function SetUp({ loaderData: { token }, actionData }: Route.ComponentProps) {
  if (actionData && 'isSpent' in actionData) return <Spent />
  if (actionData && 'challenge' in actionData) return <SecondStep {...actionData} />
  const field = (name: string) => ({ name, value: actionData?.values[name], error: actionData?.errors[name] })
  return (
    <NarrowPage title="Set up the shop" lead="Make the account of the first administrator, who may do everything.">
      <AccountForm intent="set-up" submit="Make the account" answer={actionData} hidden={{ token }}>
        <TextField {...field('name')} label="Full name" autoComplete="name" optional />
        <TextField {...field('email')} label="E-mail" type="email" autoComplete="username" />
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

function Spent() {
  return (
    <NarrowPage
      title="This link opens nothing any more"
      lead="It is good once, within 48 hours. If there is no administrator yet, start the shop again: it prints a new link."
      isAnswer
    >
      <ButtonLink to="/account/log-in">Log in</ButtonLink>
    </NarrowPage>
  )
}
