import { data } from 'react-router'
import { AccountForm } from '../account/account-form.tsx'
import { refusedForm, secretIn } from '../account/form.server.ts'
import { NarrowPage } from '../account/narrow-page.tsx'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/account-confirm-email'

export function loader({ url }: Route.LoaderArgs) {
  return { token: url.searchParams.get('token') ?? '' }
}

/** By a press and not by the link alone: programs that look at mails follow links. */
export async function action({ request, url, context }: Route.ActionArgs) {
  const token = secretIn(await readForm(request), 'token')
  const result = await context.get(shopContext).client.call('accounts.confirm-email', { token })
  return result.ok ? data({ isConfirmed: true } as const) : refusedForm(result, url)
}

/** The link is nobody else's to know. */
export const headers: Route.HeadersFunction = () => ({ 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex' })

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Confirm your address', indexed: false })

export default function ConfirmEmail({ loaderData: { token }, actionData }: Route.ComponentProps) {
  if (actionData && 'isConfirmed' in actionData) {
    return (
      <NarrowPage title="Your address is changed" lead="From now on you log in with it, and we write there." isAnswer>
        <ButtonLink to="/account">To your account</ButtonLink>
      </NarrowPage>
    )
  }
  return (
    <NarrowPage title="Confirm your address" lead="Your account keeps the one that it has until you do.">
      <AccountForm intent="confirm" submit="Use this address" answer={actionData} hidden={{ token }} />
    </NarrowPage>
  )
}
