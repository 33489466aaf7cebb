import { enter } from '../account/enter.server.ts'
import { NarrowPage } from '../account/narrow-page.tsx'
import { SecondStep } from '../account/second-step.tsx'
import { wayOn } from '../account/way-on.ts'
import { shopContext } from '../api/shop.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { ErrorSummary } from '../components/notice.tsx'
import { pageMeta } from '../layout/page-meta.ts'
import type { Route } from './+types/account-issuer'

/** Where the browser comes back to from whoever vouches for the person. Only the browser that began it is let in. */
export async function loader({ url, context }: Route.LoaderArgs) {
  const shop = context.get(shopContext)
  const parameters = url.search.slice(1)
  const result = await shop.client.call('accounts.finish-issuer-log-in', { parameters })
  if (!result.ok) return { trouble: result.problem.detail ?? 'That did not work just now. Please try again.' }
  const answer = await enter(shop, result.value.admission, wayOn(result.value.returnTo))
  // a redirect is an answer of its own
  if (answer instanceof Response) throw answer
  return answer.data
}

/** The answer in the address is nobody else's to know. */
export const headers: Route.HeadersFunction = () => ({ 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex' })

export const meta: Route.MetaFunction = () => pageMeta({ title: 'Log in', indexed: false })

export default function IssuerAnswer({ loaderData }: Route.ComponentProps) {
  if ('challenge' in loaderData) return <SecondStep {...loaderData} />
  return (
    <NarrowPage title="Not logged in">
      <div className="pb-8">
        <ErrorSummary title={loaderData.trouble} />
      </div>
      <ButtonLink to="/account/log-in">Back to log-in</ButtonLink>
    </NarrowPage>
  )
}
