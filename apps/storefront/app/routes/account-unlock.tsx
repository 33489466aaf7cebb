import { data } from 'react-router'
import { AccountForm } from '../account/account-form.tsx'
import { refusedForm, secretIn } from '../account/form.server.ts'
import { NarrowPage } from '../account/narrow-page.tsx'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/account-unlock'

export function loader({ url }: Route.LoaderArgs) {
  return { token: url.searchParams.get('token') ?? '' }
}

/** By a press and not by the link alone: programs that look at mails follow links. */
export async function action({ request, url, context }: Route.ActionArgs) {
  const form = await readForm(request)
  const result = await context.get(shopContext).client.call('accounts.unlock', { token: secretIn(form, 'token') })
  return result.ok ? data({ isOpen: true } as const) : refusedForm(result, url)
}

/** The link is nobody else's to know. */
export const headers: Route.HeadersFunction = () => ({ 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex' })

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Unlock your account', indexed: false })

export default function Unlock({ loaderData: { token }, actionData }: Route.ComponentProps) {
  if (actionData && 'isOpen' in actionData) {
    return (
      <NarrowPage title="Your account is open again" lead="You can log in at once." isAnswer>
        <ButtonLink to="/account/log-in">Log in</ButtonLink>
      </NarrowPage>
    )
  }
  return (
    <NarrowPage title="Unlock your account" lead="After too many attempts in a row it lets nobody in for a while.">
      <AccountForm intent="unlock" submit="Let me log in again" answer={actionData} hidden={{ token }} />
    </NarrowPage>
  )
}
