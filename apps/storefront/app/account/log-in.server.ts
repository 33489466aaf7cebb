import { data, redirectDocument } from 'react-router'
import type { Shop } from '../api/shop.server.ts'
import { enter, entered, type SecondStepAnswer } from './enter.server.ts'
import { refusedForm, secretIn, textIn } from './form.server.ts'
import { wayOn } from './way-on.ts'

/** Logs in as the form asks: by a password, by the second proof, or by who vouches for the person. */
export async function logIn(shop: Shop, form: FormData, url: URL) {
  const to = wayOn(form.get('to') ?? url.searchParams.get('to'))
  switch (form.get('intent')) {
    case 'second-step':
      return passSecondStep(shop, form, { to, url })
    case 'issuer':
      return askIssuer(shop, form, { to, url })
    default:
      return logInByPassword(shop, form, { to, url })
  }
}

type Way = { readonly to: string; readonly url: URL }

async function logInByPassword(shop: Shop, form: FormData, { to, url }: Way) {
  const login = textIn(form, 'login')
  const result = await shop.client.call('accounts.log-in', { login, password: secretIn(form, 'password') })
  return result.ok ? enter(shop, result.value, to) : refusedForm(result, url, { login, to })
}

async function passSecondStep(shop: Shop, form: FormData, { to, url }: Way) {
  const challenge = secretIn(form, 'challenge')
  const trustDevice = form.get('trustDevice') === 'yes'
  const proof = proofOf(textIn(form, 'code'))
  const result = await shop.client.call('accounts.pass-second-factor', { challenge, proof, trustDevice })
  if (result.ok) return entered(shop, to)
  if (result.code === 'invalid_challenge') return refusedForm(result, url, { to })
  const trouble = result.problem.detail ?? 'That did not work just now. Please try again.'
  return data<SecondStepAnswer>({ challenge, to, trouble }, { status: result.status })
}

/** An app shows six digits, sometimes with a space; a recovery code has letters. */
function proofOf(typed: string) {
  const code = typed.replaceAll(/\s/g, '')
  return /^\d{6}$/.test(code) ? ({ kind: 'totp', code } as const) : ({ kind: 'recovery_code', code: typed } as const)
}

async function askIssuer({ client }: Shop, form: FormData, { to, url }: Way) {
  const result = await client.call('accounts.begin-issuer-log-in', { issuer: textIn(form, 'issuer'), returnTo: to })
  return result.ok ? redirectDocument(result.value.url, 303) : refusedForm(result, url, { to })
}
