import { redirect } from 'react-router'
import { AccountForm } from '../account/account-form.tsx'
import { AccountPage } from '../account/account-page.tsx'
import { ownOf, refusedForm, textIn } from '../account/form.server.ts'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { TextField } from '../components/field.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/account'

export async function loader({ url, context }: Route.LoaderArgs) {
  return ownOf(await context.get(shopContext).client.call('accounts.show-profile'), url)
}

export async function action({ request, url, context }: Route.ActionArgs) {
  const form = await readForm(request)
  const values = { name: textIn(form, 'name'), phone: textIn(form, 'phone'), username: textIn(form, 'username') }
  const changes = { ...values, username: values.username || null }
  const result = await context.get(shopContext).client.call('accounts.update-profile', changes)
  return result.ok ? redirect('/account', 303) : refusedForm(result, url, values)
}

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Your account', indexed: false })

export default function Account({ loaderData: profile, actionData }: Route.ComponentProps) {
  const { name, phone, username, ...shown } = { ...profile, ...actionData?.values }
  const errors = actionData?.errors ?? {}
  return (
    <AccountPage title={profile.name === '' ? 'Your account' : profile.name}>
      <div className="grid gap-12 lg:grid-cols-[3fr_2fr] lg:gap-20">
        <section aria-labelledby="you" className="max-w-prose">
          <h2 id="you" className="pb-6 text-title">
            About you
          </h2>
          <AccountForm intent="profile" submit="Save" look="outline" answer={actionData}>
            <TextField name="name" label="Full name" autoComplete="name" optional value={name} error={errors.name} />
            <TextField
              name="phone"
              label="Phone"
              type="tel"
              autoComplete="tel"
              maxLength={40}
              optional
              value={phone}
              error={errors.phone}
            />
            <TextField
              name="username"
              label="User name"
              autoComplete="off"
              maxLength={32}
              hint="To log in with in place of your e-mail: lower-case letters, digits and ._-"
              optional
              value={username ?? ''}
              error={errors.username}
            />
          </AccountForm>
        </section>
        <section aria-labelledby="log-in" className="self-start bg-paper-deep p-6 md:p-8">
          <h2 id="log-in" className="pb-4 text-title">
            You are logged in
          </h2>
          <p className="pb-6 text-small">as {shown.email}</p>
          <AccountForm action="/account/log-out" intent="here" submit="Log out" look="outline" />
        </section>
      </div>
    </AccountPage>
  )
}
