import type { Product } from '../api/outputs.ts'
import { Facts } from '../components/list.tsx'

type Attribute = Product['attributes'][number]

/** What a piece is made of, in words and numbers. */
export function AttributeList({ attributes }: { readonly attributes: readonly Attribute[] }) {
  if (attributes.length === 0) return null
  return <Facts facts={attributes.map((attribute) => ({ name: attribute.label, value: shownValue(attribute) }))} />
}

function shownValue({ text, number, boolean, unit }: Attribute): string {
  if (boolean !== undefined) return boolean ? 'Yes' : 'No'
  if (number !== undefined) return [number.toLocaleString('en'), unit].filter(Boolean).join('\u00a0')
  return text ?? ''
}
