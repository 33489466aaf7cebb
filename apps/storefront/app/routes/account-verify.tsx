import { AccountForm } from '../account/account-form.tsx'
import { enter } from '../account/enter.server.ts'
import { refusedForm, secretIn } from '../account/form.server.ts'
import { NarrowPage } from '../account/narrow-page.tsx'
import { SecondStep } from '../account/second-step.tsx'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/account-verify'

export function loader({ url }: Route.LoaderArgs) {
  return { token: url.searchParams.get('token') ?? '' }
}

/** The link and the password together confirm: the one shows the address, the other who has asked. */
export async function action({ request, url, context }: Route.ActionArgs) {
  const shop = context.get(shopContext)
  const form = await readForm(request)
  const result = await shop.client.call('accounts.verify-email', {
    token: secretIn(form, 'token'),
    password: secretIn(form, 'password'),
  })
  return result.ok ? enter(shop, result.value, '/account') : refusedForm(result, url)
}

/** The link is nobody else's to know. */
export const headers: Route.HeadersFunction = () => ({ 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex' })

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Confirm your account', indexed: false })

export default function Verify({ loaderData: { token }, actionData }: Route.ComponentProps) {
  if (actionData && 'challenge' in actionData) return <SecondStep {...actionData} />
  return (
    <NarrowPage
      title="Confirm your account"
      lead="Type the password that you chose; with it nobody can have asked in your name."
    >
      <AccountForm intent="verify" submit="Confirm and log in" answer={actionData} hidden={{ token }}>
        <TextField
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          error={actionData?.errors.password}
        />
      </AccountForm>
      <p className="pt-8 text-small text-ink-soft">The link is too old, or the password forgotten?</p>
      <ButtonLink to="/account/register" look="quiet">
        Ask for the account again
      </ButtonLink>
    </NarrowPage>
  )
}
