import { redirect, redirectDocument } from 'react-router'
import { readForm } from '../api/form.server.ts'
import { shopContext } from '../api/shop.server.ts'
import type { Route } from './+types/account-log-out'

/** Ends the session here, or everywhere. The page begins anew, so that no script knows the person any more. */
export async function action({ request, context }: Route.ActionArgs) {
  const { client } = context.get(shopContext)
  const isEverywhere = (await readForm(request)).get('intent') === 'everywhere'
  if (isEverywhere) await client.call('accounts.log-out-everywhere', {})
  await client.call('accounts.log-out', {})
  return redirectDocument('/account/log-in', 303)
}

export function loader() {
  return redirect('/account')
}
