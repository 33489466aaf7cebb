import { Link, redirect } from 'react-router'
import { AccountForm } from '../account/account-form.tsx'
import { logIn } from '../account/log-in.server.ts'
import { NarrowPage } from '../account/narrow-page.tsx'
import { SecondStep } from '../account/second-step.tsx'
import { wayOn } from '../account/way-on.ts'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/account-log-in'

export async function loader({ url, context }: Route.LoaderArgs) {
  const { client } = context.get(shopContext)
  const to = wayOn(url.searchParams.get('to'))
  const [profile, issuers] = await Promise.all([
    client.call('accounts.show-profile'),
    client.call('accounts.list-issuers'),
  ])
  if (profile.ok) throw redirect(to)
  return { to, issuers: issuers.ok ? issuers.value.items : [] }
}

export async function action({ request, url, context }: Route.ActionArgs) {
  return logIn(context.get(shopContext), await readForm(request), url)
}

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Log in', indexed: false })

export default function LogIn({ loaderData: { to, issuers }, actionData }: Route.ComponentProps) {
  if (actionData && 'challenge' in actionData) return <SecondStep {...actionData} />
  const values = actionData?.values ?? {}
  const on = values.to ?? to
  return (
    <NarrowPage title="Log in">
      <AccountForm intent="password" submit="Log in" answer={actionData} hidden={{ to: on }}>
        <TextField
          name="login"
          label="E-mail or user name"
          autoComplete="username"
          value={values.login}
          error={actionData?.errors.login}
        />
        <TextField
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          error={actionData?.errors.password}
        />
        <Link
          to="/account/forgot-password"
          className="inline-flex min-h-8 items-center text-small underline decoration-line-strong underline-offset-4 transition-colors hover:decoration-ink"
        >
          I have forgotten my password
        </Link>
      </AccountForm>
      {issuers.length > 0 && (
        <div className="space-y-4 pt-4">
          {issuers.map(({ code, name }) => (
            <AccountForm
              key={code}
              intent="issuer"
              submit={`Log in with ${name}`}
              look="outline"
              hidden={{ issuer: code, to: on }}
            />
          ))}
        </div>
      )}
      <section aria-labelledby="new-here" className="mt-12 border-t border-line pt-8">
        <h2 id="new-here" className="text-title">
          New here?
        </h2>
        <p className="pt-2 pb-6 text-small text-ink-soft">
          With an account you see your orders in one place, and the next checkout is shorter.
        </p>
        <ButtonLink to="/account/register" look="outline">
          Create an account
        </ButtonLink>
      </section>
    </NarrowPage>
  )
}
