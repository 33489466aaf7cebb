import { Checkbox, TextField } from '../components/field.tsx'
import { AccountForm } from './account-form.tsx'
import type { SecondStepAnswer } from './enter.server.ts'
import { NarrowPage } from './narrow-page.tsx'

/** Asks for the second proof. It is the same page whichever way the first was shown. */
export function SecondStep({ challenge, to, trouble }: SecondStepAnswer) {
  return (
    <NarrowPage title="One more step" lead="Your account asks for a code beside the first proof." isAnswer={!trouble}>
      <AccountForm
        action="/account/log-in"
        intent="second-step"
        submit="Log in"
        answer={trouble ? { trouble } : undefined}
        hidden={{ challenge, to }}
      >
        <TextField
          name="code"
          label="Code"
          autoComplete="one-time-code"
          maxLength={50}
          hint="The six digits in your authenticator app, or a recovery code from your sheet."
        />
        <Checkbox name="trustDevice">Do not ask again in this browser for thirty days</Checkbox>
      </AccountForm>
    </NarrowPage>
  )
}
