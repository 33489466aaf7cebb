import type { Product } from '../api/outputs.ts'

type Attribute = Product['attributes'][number]

/** What a piece is made of, in words and numbers. */
export function AttributeList({ attributes }: { readonly attributes: readonly Attribute[] }) {
  if (attributes.length === 0) return null
  return (
    <dl className="border-t border-line text-small">
      {attributes.map((attribute) => (
        <div key={attribute.code} className="grid grid-cols-[2fr_3fr] gap-4 border-b border-line py-3">
          <dt className="text-ink-soft">{attribute.label}</dt>
          <dd>{shownValue(attribute)}</dd>
        </div>
      ))}
    </dl>
  )
}

function shownValue({ text, number, boolean, unit }: Attribute): string {
  if (boolean !== undefined) return boolean ? 'Yes' : 'No'
  if (number !== undefined) return [number.toLocaleString('en'), unit].filter(Boolean).join('\u00a0')
  return text ?? ''
}
