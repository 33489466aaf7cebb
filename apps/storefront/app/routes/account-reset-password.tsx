import { data } from 'react-router'
import { AccountForm } from '../account/account-form.tsx'
import { refusedForm, secretIn } from '../account/form.server.ts'
import { NarrowPage } from '../account/narrow-page.tsx'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/account-reset-password'

export function loader({ url }: Route.LoaderArgs) {
  return { token: url.searchParams.get('token') ?? '' }
}

export async function action({ request, url, context }: Route.ActionArgs) {
  const form = await readForm(request)
  const result = await context.get(shopContext).client.call('accounts.reset-password', {
    token: secretIn(form, 'token'),
    password: secretIn(form, 'password'),
  })
  return result.ok ? data({ isSet: true } as const) : refusedForm(result, url)
}

/** The link is nobody else's to know. */
export const headers: Route.HeadersFunction = () => ({ 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex' })

export const meta: Route.MetaFunction = () => pageMeta({ title: 'A new password', indexed: false })

export default function ResetPassword({ loaderData: { token }, actionData }: Route.ComponentProps) {
  if (actionData && 'isSet' in actionData) {
    return (
      <NarrowPage title="The password is set" lead="Log in with it from now on, on every device." isAnswer>
        <ButtonLink to="/account/log-in">Log in</ButtonLink>
      </NarrowPage>
    )
  }
  return (
    <NarrowPage title="A new password" lead="All devices are logged out when it is set.">
      <AccountForm intent="reset" submit="Set the password" answer={actionData} hidden={{ token }}>
        <TextField
          name="password"
          label="New password"
          type="password"
          autoComplete="new-password"
          hint="Ten characters or more; a few words in a row do well."
          error={actionData?.errors.password}
        />
      </AccountForm>
    </NarrowPage>
  )
}
