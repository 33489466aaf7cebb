import type { Variant } from '../api/outputs.ts'

type Chosen = Pick<Variant, 'options' | 'inStock'>

/** The variant that the address names, else the first that can be had, else the first. */
export function chosenVariant<One extends Pick<Variant, 'sku' | 'inStock' | 'price'>>(
  variants: readonly One[],
  sku: string | null,
): One | undefined {
  return (
    variants.find((variant) => variant.sku === sku) ??
    variants.find(({ inStock, price }) => inStock && price !== null) ??
    variants[0]
  )
}

/**
 * The variant with one value changed that keeps most of the others; among equals one that is in stock. Absent where no variant has the
 * value.
 */
export function variantWith<One extends Chosen>(
  variants: readonly One[],
  now: One,
  { name, value }: { readonly name: string; readonly value: string },
): One | undefined {
  const wanted = now.options.map((option) => (option.name === name ? { name, value } : option))
  const score = (variant: One) => 2 * wanted.filter((option) => has(variant, option)).length + (variant.inStock ? 1 : 0)
  return variants
    .filter((variant) => has(variant, { name, value }))
    .reduce<One | undefined>((best, one) => (best === undefined || score(one) > score(best) ? one : best), undefined)
}

function has({ options }: Chosen, { name, value }: { readonly name: string; readonly value: string }): boolean {
  return options.some((option) => option.name === name && option.value === value)
}
