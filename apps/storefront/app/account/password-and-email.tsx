import type { Output } from '../api/outputs.ts'
import { ButtonLink } from '../components/button.tsx'
import { TextField } from '../components/field.tsx'
import { AccountForm } from './account-form.tsx'
import type { FormAnswer } from './form.server.ts'

type Props = {
  readonly profile: Output<'accounts.show-profile'>
  readonly answerTo: (intent: string) => FormAnswer | undefined
}

/** Both are changed by who knows the password. Who has none sets one by a mail. */
export function PasswordAndEmail({ profile, answerTo }: Props) {
  if (!profile.hasPassword) {
    return (
      <section aria-labelledby="password">
        <h2 id="password" className="pb-4 text-title">
          Password
        </h2>
        <p className="pb-6">You have none yet. A mail lets you set one.</p>
        <ButtonLink to="/account/forgot-password" look="outline">
          Set a password
        </ButtonLink>
      </section>
    )
  }
  const password = answerTo('password')
  const email = answerTo('email')
  return (
    <>
      <section aria-labelledby="password">
        <h2 id="password" className="pb-4 text-title">
          Password
        </h2>
        <AccountForm intent="password" submit="Change the password" look="outline" answer={password}>
          <TextField
            name="current"
            label="The password you have"
            type="password"
            autoComplete="current-password"
            error={password?.errors.current}
          />
          <TextField
            name="password"
            label="The new password"
            type="password"
            autoComplete="new-password"
            hint="Ten characters or more; a few words in a row do well."
            error={password?.errors.password}
          />
        </AccountForm>
      </section>
      <section aria-labelledby="email">
        <h2 id="email" className="pb-4 text-title">
          E-mail
        </h2>
        <p className="pb-6">It is {profile.email}.</p>
        <AccountForm intent="email" submit="Change the address" look="outline" answer={email}>
          <TextField
            name="email"
            label="The new address"
            type="email"
            autoComplete="email"
            value={email?.values.email}
            error={email?.errors.email}
          />
          <TextField
            name="proof"
            label="Your password"
            type="password"
            autoComplete="current-password"
            error={email?.errors.proof}
          />
        </AccountForm>
      </section>
    </>
  )
}
