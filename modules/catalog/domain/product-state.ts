import type { ProductState } from '../events.ts'
import type { VariantId } from './ids.ts'
import type { ProductDraft, References } from './product-draft.ts'
import type { ProductContent } from './product-input.ts'

type Written = {
  readonly slug: string
  readonly references: References
  readonly variantIdOf: (sku: string) => VariantId
  readonly now: Date
}

/**
 * The state of a product when its draft, in which there is no fault, is written. It is announced as it went in: reading thousands of
 * products back costs a load more than writing them. `data/product-states.ts` reads the same later.
 */
export function stateOf(draft: ProductDraft, { slug, references, variantIdOf, now }: Written): ProductState {
  const { id, content, version, status, createdAt } = draft
  const { name, description, taxCategory, featured, images } = content
  const named = (found: { readonly name: string } | undefined, of: string) =>
    found ? [{ slug: of, name: found.name }] : []
  const [brand = null] = content.brand === null ? [] : named(references.brands.get(content.brand), content.brand)
  return {
    id,
    version,
    status,
    slug,
    name,
    description,
    brand,
    categories: [...new Set(content.categories)].flatMap((of) => named(references.categories.get(of), of)),
    taxCategory,
    featured,
    attributes: content.attributes.flatMap((value) => attributeOf(value, references)),
    images,
    variants: content.variants.map(({ sku, barcode, options, weight, image, ...variant }, position) => ({
      id: variant.id ?? variantIdOf(sku),
      sku,
      barcode,
      options,
      weight,
      image,
      position,
    })),
    createdAt: createdAt.toISOString(),
    updatedAt: now.toISOString(),
  }
}

function attributeOf(
  value: ProductContent['attributes'][number],
  { attributes }: References,
): ProductState['attributes'] {
  const rule = attributes.get(value.code)
  if (!rule) return []
  const { label, type, unit } = rule
  return [{ ...value, label, type, ...(unit !== null && { unit }) }]
}
