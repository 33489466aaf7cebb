import { Form, useNavigation } from 'react-router'
import { Button } from '../components/button.tsx'

/** Asks once more, as there is no way back. */
export function CancelOrder({ number }: { readonly number: string }) {
  const { state } = useNavigation()
  return (
    <details className="text-small">
      <summary className="inline-flex min-h-8 list-none items-center underline decoration-line-strong underline-offset-4 hover:decoration-ink">
        Cancel this order
      </summary>
      <Form method="post" className="pt-4">
        <p className="max-w-prose pb-4 text-ink-soft">
          We put everything back on the shelf, and what was paid goes back the way it came.
        </p>
        <Button look="outline" name="intent" value="cancel" disabled={state === 'submitting'}>
          Yes, cancel {number}
        </Button>
      </Form>
    </details>
  )
}
