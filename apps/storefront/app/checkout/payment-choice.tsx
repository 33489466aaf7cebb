import type { PaymentMethod } from '../api/outputs.ts'
import { Choice } from '../components/choice.tsx'
import { fieldId } from '../components/field.tsx'
import { Notice } from '../components/notice.tsx'

type Props = {
  readonly methods: readonly PaymentMethod[]
  readonly chosen: string | undefined
  readonly error?: string | undefined
}

const notes = {
  online: 'You pay on the page of the bank and come back here.',
  on_delivery: 'You pay when it is handed to you.',
} as const

export function PaymentChoice({ methods, chosen, error }: Props) {
  const id = fieldId('payment.provider')
  return (
    <fieldset id={id} tabIndex={-1} className="border-t border-line pt-6 pb-8 outline-none *:clear-both">
      <legend className="float-start w-full pb-4 font-display text-title">Payment</legend>
      {error && (
        <p id={`${id}-error`} className="pb-2 text-small text-alarm">
          {error}
        </p>
      )}
      {methods.length === 0 && (
        <>
          <Notice>The ways to pay cannot be shown just now. Please try again in a minute.</Notice>
          {chosen !== undefined && <input type="hidden" name="payment.provider" value={chosen} />}
        </>
      )}
      <div className="border-t border-line">
        {methods.map(({ provider, name, kind }) => (
          <Choice
            key={provider}
            name="payment.provider"
            value={provider}
            chosen={provider === chosen}
            title={name}
            note={notes[kind]}
            describedBy={error ? `${id}-error` : undefined}
          />
        ))}
      </div>
    </fieldset>
  )
}
