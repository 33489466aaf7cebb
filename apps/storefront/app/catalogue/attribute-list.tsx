import type { Product } from '../api/outputs.ts'
import { Facts } from '../components/list.tsx'

type Attribute = Product['attributes'][number]

type Props = {
  readonly attributes: readonly Attribute[]
  /** Of the chosen variant. */
  readonly sku: string | undefined
}

/** What a piece is made of, in words and numbers. */
export function AttributeList({ attributes, sku }: Props) {
  const facts = attributes.map((attribute) => ({ name: attribute.label, value: shownValue(attribute) }))
  return <Facts facts={sku === undefined ? facts : [...facts, { name: 'Article', value: sku }]} />
}

function shownValue({ text, number, boolean, unit }: Attribute): string {
  if (boolean !== undefined) return boolean ? 'Yes' : 'No'
  if (number !== undefined) return [number.toLocaleString('en'), unit].filter(Boolean).join('\u00a0')
  return text ?? ''
}
