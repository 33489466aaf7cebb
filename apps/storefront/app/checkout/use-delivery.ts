import { type FocusEvent, useRef } from 'react'
import { useFetcher } from 'react-router'
import { placeOf, readValues } from './form.ts'
import type { CheckoutAnswer } from './place.server.ts'

/** Prices delivery anew when the buyer leaves a field and the address is another one. */
export function useDelivery(shown: CheckoutAnswer['options']) {
  const fetcher = useFetcher<CheckoutAnswer>()
  const asked = useRef<string>(undefined)
  return {
    options: fetcher.data?.options ?? shown,
    /** What cannot be priced so. */
    doubts: fetcher.data?.errors ?? {},
    isPricing: fetcher.state !== 'idle',
    priceAgain: ({ currentTarget }: FocusEvent<HTMLFormElement>) => {
      const form = new FormData(currentTarget)
      const place = JSON.stringify(placeOf(readValues(form)))
      const before = asked.current
      asked.current = place
      if (before === undefined ? place === placeAtFirst(currentTarget) : before === place) return
      form.set('intent', 'update')
      fetcher.submit(form, { method: 'post' })
    },
  }
}

/** The address with which the page came. */
function placeAtFirst(form: HTMLFormElement): string {
  const first = new FormData()
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && field.type !== 'radio') first.append(field.name, field.defaultValue)
    if (field instanceof HTMLSelectElement) {
      const option = [...field.options].find(({ defaultSelected }) => defaultSelected) ?? field.options[0]
      first.append(field.name, option?.value ?? '')
    }
  }
  return JSON.stringify(placeOf(readValues(first)))
}
