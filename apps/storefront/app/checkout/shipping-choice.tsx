import type { ShippingOption } from '../api/outputs.ts'
import { Button } from '../components/button.tsx'
import { Choice } from '../components/choice.tsx'
import { fieldId } from '../components/field.tsx'
import { shownTotalField } from './form.ts'
import { priceOf } from './shipping-price.ts'

type Props = {
  readonly options: readonly ShippingOption[]
  readonly chosen: string | undefined
  readonly error: string | undefined
}

export function ShippingChoice({ options, chosen, error }: Props) {
  const id = fieldId('shippingOptionId')
  return (
    <fieldset id={id} tabIndex={-1} className="border-t border-line pt-6 pb-12 outline-none *:clear-both">
      <legend className="float-start w-full pb-4 font-display text-title">Delivery</legend>
      {error && (
        <p id={`${id}-error`} className="pb-2 text-small text-alarm">
          {error}
        </p>
      )}
      <div aria-live="polite" className="border-t border-line">
        {options.length === 0 && (
          <p className="border-b border-line py-4 text-ink-soft">We do not deliver to this address yet.</p>
        )}
        {options.map((option) => (
          <div key={option.id}>
            <input
              type="hidden"
              name={shownTotalField(option.id)}
              value={`${option.total.amount} ${option.total.currency}`}
            />
            <Choice
              name="shippingOptionId"
              value={option.id}
              chosen={option.id === chosen}
              title={option.name}
              note={noteOf(option)}
              aside={priceOf(option)}
              describedBy={error ? `${id}-error` : undefined}
            />
          </div>
        ))}
      </div>
      <p className="pt-4 text-small text-ink-soft">
        Prices follow your country, region and postal code.{' '}
        <Button look="quiet" name="intent" value="update" skipsValidation>
          Update delivery
        </Button>
      </p>
    </fieldset>
  )
}

function noteOf({ description, minDays, maxDays }: ShippingOption): string {
  const days = minDays === maxDays ? `${minDays} ${minDays === 1 ? 'day' : 'days'}` : `${minDays} to ${maxDays} days`
  return [`${days}.`, description].filter(Boolean).join(' ')
}
