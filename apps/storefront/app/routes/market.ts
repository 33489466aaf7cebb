import { redirect } from 'react-router'
import { marketCookie } from '../../serving/market-cookie.ts'
import { readForm } from '../api/form.server.ts'
import { wayBack } from '../market/way-back.ts'
import type { Route } from './+types/market'

const year = 365 * 24 * 60 * 60

export async function action({ request }: Route.ActionArgs) {
  const form = await readForm(request)
  const market = String(form.get('market'))
  const back = wayBack(form.get('back'))
  if (!/^[a-z][a-z0-9-]{1,31}$/.test(market)) return redirect(back)
  const rules = `Path=/; Max-Age=${year}; SameSite=Lax; HttpOnly`
  const secure = new URL(request.url).protocol === 'https:' ? '; Secure' : ''
  return redirect(back, { headers: { 'set-cookie': `${marketCookie}=${market}; ${rules}${secure}` } })
}

export function loader() {
  return redirect('/')
}
