import { data } from 'react-router'
import type { Shop } from '../api/shop.server.ts'
import { refusedForm, secretIn, textIn } from './form.server.ts'

/** Changes how somebody logs in, as one of the forms of the page asks. */
export async function changeSecurity({ client }: Shop, form: FormData, url: URL) {
  const intent = textIn(form, 'intent')
  switch (intent) {
    case 'password': {
      const passwords = { current: secretIn(form, 'current'), password: secretIn(form, 'password') }
      const result = await client.call('accounts.change-password', passwords)
      return result.ok
        ? data({ done: 'Your password is changed, and all other devices are logged out.' })
        : refusedForm(result, url, { intent })
    }
    case 'email': {
      const email = textIn(form, 'email')
      const result = await client.call('accounts.change-email', { email, password: secretIn(form, 'proof') })
      return result.ok
        ? data({ done: `We have written to ${email}. The link in that mail changes your address.` })
        : refusedForm(atProof(result), url, { intent, email })
    }
    case 'begin-totp': {
      const result = await client.call('accounts.begin-totp', {})
      return result.ok ? data({ offer: result.value }) : refusedForm(result, url, { intent })
    }
    case 'confirm-totp': {
      const result = await client.call('accounts.confirm-totp', { code: textIn(form, 'code').replaceAll(/\s/g, '') })
      return result.ok ? data(result.value) : refusedForm(result, url, { intent })
    }
    case 'renew-codes': {
      const result = await client.call('accounts.renew-recovery-codes', {})
      return result.ok ? data(result.value) : refusedForm(result, url, { intent })
    }
    case 'remove-totp': {
      const result = await client.call('accounts.remove-totp', {})
      return result.ok
        ? data({ done: 'Your password alone opens your account from now on.' })
        : refusedForm(result, url, { intent })
    }
    default:
      throw data(null, { status: 400 })
  }
}

/** Two forms of the page ask for a password, so here the field bears another name. */
function atProof(refused: Parameters<typeof refusedForm>[0]): typeof refused {
  const errors = (refused.problem.errors ?? []).map((one) =>
    one.field === 'password' ? { ...one, field: 'proof' } : one,
  )
  return { ...refused, problem: { ...refused.problem, errors } }
}
