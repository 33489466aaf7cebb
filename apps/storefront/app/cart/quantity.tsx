import { useEffect, useId, useRef } from 'react'
import type { CartLine } from '../api/outputs.ts'
import { Icon } from '../components/icon.tsx'
import { lineName } from './line-name.ts'

type Props = { readonly line: CartLine }

const stepLook =
  'inline-flex size-12 items-center justify-center transition-colors hover:text-accent disabled:opacity-40 disabled:cursor-not-allowed'

/** How many: typed, or one more or less. Each is a button that sends the form, so that it works without script. */
export function Quantity({ line }: Props) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const { quantity } = line
  // without a new element, so that the focus stays where it is; a change that was refused is undone by it too
  useEffect(() => {
    if (field.current) field.current.value = String(quantity)
  }, [quantity])
  const name = lineName(line)
  return (
    <div className="flex items-center">
      {/* first in the form, so that Enter in the field means this and not one less */}
      <button
        type="submit"
        className="hidden min-h-12 px-4 text-small underline noscript:order-last noscript:inline-flex noscript:items-center"
      >
        Update<span className="sr-only"> {name}</span>
      </button>
      <div className="inline-flex border border-line transition-colors focus-within:border-line-strong hover:border-line-strong">
        <button
          type="submit"
          name="step"
          value="-1"
          disabled={quantity <= 1}
          aria-label={`One less of ${name}`}
          className={stepLook}
        >
          <Icon name="minus" />
        </button>
        <label htmlFor={id} className="sr-only">
          Quantity of {name}
        </label>
        <input
          ref={field}
          id={id}
          name="quantity"
          type="number"
          inputMode="numeric"
          min={1}
          max={999}
          required
          defaultValue={quantity}
          className="h-12 w-10 appearance-none bg-transparent text-center text-small tabular-nums [&::-webkit-inner-spin-button]:appearance-none [-moz-appearance:textfield]"
        />
        <button type="submit" name="step" value="1" aria-label={`One more of ${name}`} className={stepLook}>
          <Icon name="plus" />
        </button>
      </div>
    </div>
  )
}
