import { data } from 'react-router'
import { AccountForm } from '../account/account-form.tsx'
import { refusedForm, textIn } from '../account/form.server.ts'
import { NarrowPage } from '../account/narrow-page.tsx'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/account-forgot-password'

export async function action({ request, url, context }: Route.ActionArgs) {
  const form = await readForm(request)
  const email = textIn(form, 'email')
  const result = await context.get(shopContext).client.call('accounts.forgot-password', { email })
  return result.ok ? data({ writtenTo: email }) : refusedForm(result, url, { email })
}

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Forgotten password', indexed: false })

export default function ForgotPassword({ actionData }: Route.ComponentProps) {
  if (actionData && 'writtenTo' in actionData) {
    return (
      <NarrowPage
        title="Look into your mail"
        lead={`If ${actionData.writtenTo} has an account, we have written there. The link in the mail works for an hour.`}
        isAnswer
      >
        <ButtonLink to="/account/log-in" look="outline">
          Back to log-in
        </ButtonLink>
      </NarrowPage>
    )
  }
  return (
    <NarrowPage title="Forgotten password" lead="Say where we may write, and choose a new one by the link in the mail.">
      <AccountForm intent="forgot" submit="Write to me" answer={actionData}>
        <TextField
          name="email"
          label="E-mail"
          type="email"
          autoComplete="username"
          value={actionData?.values.email}
          error={actionData?.errors.email}
        />
      </AccountForm>
    </NarrowPage>
  )
}
