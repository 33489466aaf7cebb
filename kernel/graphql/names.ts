import type { AnyOperation } from '../operations/operation.ts'

/**
 * The field of an operation. The module falls away: `catalog.get-product` is `product`, `catalog.list-products` is `products`,
 * `cart.add-item` is `addItem`. The verb of a query falls away where it says nothing but "read": `get`, `list`; `show`, which is the
 * view that staff have, becomes `staff`: `ordering.show-order` is `staffOrder`. What reads badly without its module is renamed in the
 * module's `graphql.ts`.
 */
export function fieldName({ kind, name, module }: AnyOperation): string {
  const own = name.slice(module.length + 1)
  return camelCase(kind === 'query' ? own.replace(/^(get|list)-/, '').replace(/^show-/, 'staff-') : own)
}

export function camelCase(words: string): string {
  return words.replaceAll(/[^a-zA-Z0-9]+(.)/g, (_, letter: string) => letter.toUpperCase())
}

export function pascalCase(words: string): string {
  const camel = camelCase(words)
  return camel.charAt(0).toUpperCase() + camel.slice(1)
}

/** `in_stock` is `IN_STOCK`, `-price` is `PRICE_DESCENDING`. */
export function enumValueName(value: string): string {
  const name = value
    .replace(/^-(.*)$/, '$1_descending')
    .replaceAll(/[^a-zA-Z0-9]+/g, '_')
    .toUpperCase()
  return /^[A-Z_]/.test(name) ? name : `_${name}`
}

/** What is sent is another type than what is told, whatever they are called. */
export function inputName(name: string): string {
  return name.endsWith('Input') ? name : `${name}Input`
}
