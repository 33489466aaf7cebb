import { redirect } from 'react-router'
import { AccountForm } from '../account/account-form.tsx'
import { AccountPage } from '../account/account-page.tsx'
import { ownOf, refusedForm, textIn } from '../account/form.server.ts'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import { List, Row } from '../components/list.tsx'
import { ErrorSummary } from '../components/notice.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import { formatMoment } from '../order/moment.ts'
import type { Route } from './+types/account-sessions'

export async function loader({ url, context }: Route.LoaderArgs) {
  return ownOf(await context.get(shopContext).client.call('accounts.list-sessions'), url)
}

export async function action({ request, url, context }: Route.ActionArgs) {
  const sessionId = textIn(await readForm(request), 'sessionId')
  const result = await context.get(shopContext).client.call('accounts.end-session', { sessionId })
  return result.ok ? redirect('/account/sessions', 303) : refusedForm(result, url)
}

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Where you are logged in', indexed: false })

export default function Sessions({ loaderData: { items }, actionData }: Route.ComponentProps) {
  return (
    <AccountPage title="Where you are logged in">
      {actionData && (
        <div className="pb-8">
          <ErrorSummary title={actionData.trouble} />
        </div>
      )}
      <List label="Sessions">
        {items.map(({ id, device, lastUsedAt, startedAt, isThis }) => (
          <Row
            key={id}
            title={isThis ? `${device} – this browser` : device}
            note={`Last used ${formatMoment(lastUsedAt)}, logged in ${formatMoment(startedAt)}`}
            aside={
              !isThis && (
                <AccountForm intent={id} submit={`Log out ${device}`} look="outline" hidden={{ sessionId: id }} />
              )
            }
          />
        ))}
      </List>
      <div className="pt-12">
        <AccountForm action="/account/log-out" intent="everywhere" submit="Log out everywhere" look="outline" />
      </div>
    </AccountPage>
  )
}
