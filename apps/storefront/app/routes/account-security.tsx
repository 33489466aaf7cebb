import { AccountForm } from '../account/account-form.tsx'
import { AccountPage } from '../account/account-page.tsx'
import { AppSetUp } from '../account/app-set-up.tsx'
import { ownOf } from '../account/form.server.ts'
import { NarrowPage } from '../account/narrow-page.tsx'
import { PasswordAndEmail } from '../account/password-and-email.tsx'
import { changeSecurity } from '../account/security.server.ts'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import { formatMoment } from '../order/moment.ts'
import type { Route } from './+types/account-security'

export async function loader({ url, context }: Route.LoaderArgs) {
  const { client } = context.get(shopContext)
  const [profile, factor] = await Promise.all([
    client.call('accounts.show-profile'),
    client.call('accounts.show-second-factor'),
  ])
  return { profile: ownOf(profile, url), factor: ownOf(factor, url) }
}

export async function action({ request, url, context }: Route.ActionArgs) {
  return changeSecurity(context.get(shopContext), await readForm(request), url)
}

export const meta: Route.MetaFunction = () => pageMeta({ title: 'How you log in', indexed: false })

export default function Security({ loaderData: { profile, factor }, actionData }: Route.ComponentProps) {
  const refused = actionData && 'trouble' in actionData ? actionData : undefined
  if (actionData && 'offer' in actionData) return <AppSetUp offer={actionData.offer} />
  if (refused?.values.intent === 'confirm-totp') return <AppSetUp answer={refused} />
  if (actionData && 'recoveryCodes' in actionData) return <RecoveryCodes codes={actionData.recoveryCodes} />
  const answerTo = (intent: string) => (refused?.values.intent === intent ? refused : undefined)
  return (
    <AccountPage title="How you log in">
      {actionData && 'done' in actionData && (
        <div role="status" className="pb-8">
          <Notice>{actionData.done}</Notice>
        </div>
      )}
      <div className="max-w-prose space-y-16">
        <PasswordAndEmail profile={profile} answerTo={answerTo} />
        <section aria-labelledby="second-factor">
          <h2 id="second-factor" className="pb-4 text-title">
            A code beside the password
          </h2>
          {factor.confirmedAt === null ? (
            <>
              <p className="pb-6">
                An app on your phone shows a code that nobody else has. Whoever knows your password alone stays out.
              </p>
              <AccountForm intent="begin-totp" submit="Set up an app" look="outline" answer={answerTo('begin-totp')} />
            </>
          ) : (
            <>
              <p className="pb-6">
                Asked for since {formatMoment(factor.confirmedAt)}. You have {factor.recoveryCodesLeft} recovery codes
                left.
              </p>
              <div className="space-y-4">
                <AccountForm
                  intent="renew-codes"
                  submit="Make new recovery codes"
                  look="outline"
                  answer={answerTo('renew-codes')}
                />
                <AccountForm
                  intent="remove-totp"
                  submit="Ask for no code any more"
                  look="outline"
                  answer={answerTo('remove-totp')}
                />
              </div>
            </>
          )}
        </section>
      </div>
    </AccountPage>
  )
}

function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  return (
    <NarrowPage
      title="Your recovery codes"
      lead="Write them down: each opens your account once without the app. They are not shown again."
      isAnswer
    >
      <ul className="grid grid-cols-2 gap-x-8 gap-y-2 pb-8 tabular-nums">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <ButtonLink to="/account/security">I have them</ButtonLink>
    </NarrowPage>
  )
}
