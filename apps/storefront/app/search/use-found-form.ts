import { type RefObject, useEffect } from 'react'
import { useSubmit } from 'react-router'
import { useSettled } from '../components/use-settled.ts'
import { type FoundFilters, foundQuery } from './found-filters.ts'

/** With script a choice is taken at once; the fields follow the address when that changes without them. */
export function useFoundForm(filters: FoundFilters): RefObject<HTMLFormElement | null> {
  const submit = useSubmit()
  const form = useSettled((settled) => submit(foundQuery(new FormData(settled)), { preventScrollReset: true }))
  useEffect(() => {
    for (const field of form.current?.elements ?? []) show(field, filters)
  }, [filters, form])
  return form
}

function show(field: Element, { q, chosen, from, to, inStock, sort }: FoundFilters): void {
  if (field instanceof HTMLInputElement && field.type === 'checkbox') {
    field.checked = field.name === 'stock' ? inStock : chosen.includes(field.value)
    return
  }
  const values: Readonly<Record<string, string | number | undefined>> = { q, from, to, sort }
  if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
    if (field.name in values && values[field.name] !== undefined) field.value = String(values[field.name])
    else if (field.name === 'from' || field.name === 'to') field.value = ''
  }
}
