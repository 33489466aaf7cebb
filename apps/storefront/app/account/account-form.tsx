import type { ReactNode } from 'react'
import { Form, useNavigation } from 'react-router'
import { Button } from '../components/button.tsx'
import { FormFaults } from '../components/form-faults.tsx'
import { useAttempt } from '../components/use-attempt.ts'
import type { FormAnswer } from './form.server.ts'

type Props = {
  /** Tells the page's action which of its forms was sent. */
  readonly intent: string
  readonly submit: string
  /** What the form came back with, if this one did. */
  readonly answer?: Partial<FormAnswer> | undefined
  readonly look?: 'primary' | 'outline'
  readonly action?: string
  /** What goes with it unseen. */
  readonly hidden?: Readonly<Record<string, string>>
  readonly children?: ReactNode
}

/** A form with one button, and above it why it was not taken. */
export function AccountForm({ intent, submit, answer, look = 'primary', action, hidden = {}, children }: Props) {
  const attempt = useAttempt(answer)
  const { state, formData } = useNavigation()
  const isSending = state !== 'idle' && formData?.get('intent') === intent
  return (
    <>
      {answer?.trouble && <FormFaults key={attempt} title={answer.trouble} errors={answer.errors ?? {}} />}
      <Form method="post" noValidate {...(action && { action })}>
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children && (
          <div key={attempt} className="space-y-6 pb-8">
            {children}
          </div>
        )}
        <Button
          wide={look === 'primary'}
          look={look}
          name="intent"
          value={intent}
          disabled={isSending}
          busy={isSending}
        >
          {submit}
        </Button>
      </Form>
    </>
  )
}
