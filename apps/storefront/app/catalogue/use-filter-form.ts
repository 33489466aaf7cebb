import { type RefObject, useEffect } from 'react'
import { useSubmit } from 'react-router'
import { useSettled } from '../components/use-settled.ts'
import { type Filters, filterQuery } from './filters.ts'

/** With script a choice is taken at once; the fields follow the address when that changes without them. */
export function useFilterForm(filters: Filters): RefObject<HTMLFormElement | null> {
  const submit = useSubmit()
  const form = useSettled((settled) => submit(filterQuery(new FormData(settled)), { preventScrollReset: true }))
  useEffect(() => {
    for (const field of form.current?.elements ?? []) show(field, filters)
  }, [filters, form])
  return form
}

function show(field: Element, { brand, from, to, inStock, sort }: Filters): void {
  const values: Readonly<Record<string, string | number | undefined>> = { brand, from, to, sort }
  if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = inStock
  else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
    if (field.name in values) field.value = String(values[field.name] ?? '')
  }
}
