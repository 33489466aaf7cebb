import { data, redirect } from 'react-router'
import { AccountForm } from '../account/account-form.tsx'
import { refusedForm, secretIn, textIn } from '../account/form.server.ts'
import { NarrowPage } from '../account/narrow-page.tsx'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/account-register'

export async function loader({ context }: Route.LoaderArgs) {
  const profile = await context.get(shopContext).client.call('accounts.show-profile')
  if (profile.ok) throw redirect('/account')
  return null
}

/** Asks for an account, or once more for its mail. What comes back is the same whether the address has one. */
export async function action({ request, url, context }: Route.ActionArgs) {
  const { client } = context.get(shopContext)
  const form = await readForm(request)
  const email = textIn(form, 'email')
  const name = textIn(form, 'name')
  const result =
    form.get('intent') === 'resend'
      ? await client.call('accounts.resend-verification', { email })
      : await client.call('accounts.register', { email, name, password: secretIn(form, 'password') })
  return result.ok ? data({ writtenTo: email }) : refusedForm(result, url, { email, name })
}

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Create an account', indexed: false })

export default function Register({ actionData }: Route.ComponentProps) {
  if (actionData && 'writtenTo' in actionData) return <LookIntoYourMail email={actionData.writtenTo} />
  const field = (name: string) => ({ name, value: actionData?.values[name], error: actionData?.errors[name] })
  return (
    <NarrowPage title="Create an account" lead="Your orders in one place, and a shorter checkout.">
      <AccountForm intent="register" submit="Create the account" answer={actionData}>
        <TextField {...field('name')} label="Full name" autoComplete="name" optional />
        <TextField
          {...field('email')}
          label="E-mail"
          type="email"
          autoComplete="username"
          hint="We write there to confirm that it is yours."
        />
        <TextField
          {...field('password')}
          label="Password"
          type="password"
          autoComplete="new-password"
          hint="Ten characters or more; a few words in a row do well."
        />
      </AccountForm>
      <p className="pt-8 text-small text-ink-soft">You have one already?</p>
      <ButtonLink to="/account/log-in" look="quiet">
        Log in
      </ButtonLink>
    </NarrowPage>
  )
}

function LookIntoYourMail({ email }: { readonly email: string }) {
  return (
    <NarrowPage
      title="Look into your mail"
      lead={`We have written to ${email}. The link in it, with your password, opens the account.`}
      isAnswer
    >
      <p className="pb-4 text-small text-ink-soft">Nothing there after a few minutes? Look where unwanted mail goes.</p>
      <AccountForm intent="resend" submit="Write once more" look="outline" hidden={{ email }} />
    </NarrowPage>
  )
}
