import type { Output } from '../api/outputs.ts'
import { TextField } from '../components/field.tsx'
import { AccountForm } from './account-form.tsx'
import type { FormAnswer } from './form.server.ts'
import { NarrowPage } from './narrow-page.tsx'

type Props = {
  /** What the app reads; absent where it has read it and its code was wrong. */
  readonly offer?: Output<'accounts.begin-totp'>
  readonly answer?: FormAnswer
}

/** Sets up the app that shows codes: it reads the picture, and shows that it has. */
export function AppSetUp({ offer, answer }: Props) {
  return (
    <NarrowPage title="Your authenticator app" isAnswer={!answer}>
      {offer && (
        <div className="pb-8">
          <p className="pb-6">Scan this with the app, or type the key into it.</p>
          <div
            className="max-w-56 bg-on-night p-2"
            aria-hidden="true"
            // biome-ignore lint/security/noDangerouslySetInnerHtml: the drawing that the shop has just made, of squares alone
            dangerouslySetInnerHTML={{ __html: offer.picture }}
          />
          <p className="pt-6 text-small text-ink-soft">Key</p>
          <p className="break-all">{offer.secret}</p>
        </div>
      )}
      <AccountForm intent="confirm-totp" submit="Ask for codes from now on" answer={answer}>
        <TextField
          name="code"
          label="Code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          hint="The six digits that the app shows for this shop."
          error={answer?.errors.code}
        />
      </AccountForm>
    </NarrowPage>
  )
}
