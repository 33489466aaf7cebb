import type { VariantOption } from '../events.ts'

/** The options of a product with the values its variants have, in the order in which the variants name them. */
export function optionsOf(
  variants: readonly { readonly options: readonly VariantOption[] }[],
): { name: string; values: string[] }[] {
  const values = new Map<string, Set<string>>()
  for (const { name, value } of variants.flatMap(({ options }) => options)) {
    values.set(name, (values.get(name) ?? new Set()).add(value))
  }
  return [...values].map(([name, all]) => ({ name, values: [...all] }))
}
