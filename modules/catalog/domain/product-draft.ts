import type { FieldError } from '@merx/kernel'
import type { AttributeType, ProductStatus } from '../events.ts'
import type { ProductId, VariantId } from './ids.ts'
import type { ProductContent } from './product-input.ts'

/** A product on its way into the tables: new, or `former` with other content. */
export type ProductDraft = {
  readonly id: ProductId
  /** Where it stands in the input, for telling faults: `` or `products.3.`. */
  readonly field: string
  readonly content: ProductContent
  readonly status: ProductStatus
  /** The slug asked for; without one a new product gets one from its name and an old one keeps its own. */
  readonly slug: string | undefined
  readonly formerSlug: string | undefined
  readonly externalKey: string | null
  readonly contentHash: string | null
  /** The version it will have. */
  readonly version: number
  readonly createdAt: Date
}

/** What drafts refer to, as far as it exists. */
export type References = {
  readonly brands: ReadonlyMap<string, Named>
  readonly categories: ReadonlyMap<string, Named>
  readonly attributes: ReadonlyMap<string, AttributeRule>
}

export type Named = { readonly id: string; readonly name: string }

export type AttributeRule = {
  readonly label: string
  readonly type: AttributeType
  readonly unit: string | null
  readonly choices: readonly string[]
}

export type KnownVariant = { readonly id: VariantId; readonly productId: string; readonly sku: string }

/** Everything that is wrong with the drafts, at once. */
export function faultsOf(
  drafts: readonly ProductDraft[],
  references: References,
  known: readonly KnownVariant[],
): readonly FieldError[] {
  const ownerOfSku = new Map(known.map(({ sku, productId }) => [sku, productId]))
  const ownerOfId = new Map<string, string>(known.map(({ id, productId }) => [id, productId]))
  const seenSkus = new Set<string>()
  return drafts.flatMap((draft) => {
    const { content, field, id } = draft
    const faults: FieldError[] = [...referenceFaults(draft, references), ...optionFaults(draft)]
    content.variants.forEach((variant, index) => {
      const at = `${field}variants.${index}`
      if (seenSkus.has(variant.sku)) faults.push(fault(`${at}.sku`, 'duplicate_sku', `${variant.sku} stands twice.`))
      seenSkus.add(variant.sku)
      const owner = ownerOfSku.get(variant.sku)
      if (owner !== undefined && owner !== id) {
        faults.push(fault(`${at}.sku`, 'sku_taken', `${variant.sku} is a variant of another product.`))
      }
      if (variant.id !== undefined && ownerOfId.get(variant.id) !== id) {
        faults.push(fault(`${at}.id`, 'unknown_variant', 'The product has no variant with this id.'))
      }
      if (variant.image !== null && !content.images.some(({ path }) => path === variant.image)) {
        faults.push(fault(`${at}.image`, 'unknown_image', 'The path is not among the images of the product.'))
      }
    })
    return faults
  })
}

function referenceFaults({ content, field }: ProductDraft, references: References): readonly FieldError[] {
  const faults: FieldError[] = []
  if (content.brand !== null && !references.brands.has(content.brand)) {
    faults.push(fault(`${field}brand`, 'unknown_brand', `There is no brand '${content.brand}'.`))
  }
  content.categories.forEach((slug, index) => {
    if (!references.categories.has(slug)) {
      faults.push(fault(`${field}categories.${index}`, 'unknown_category', `There is no category '${slug}'.`))
    }
  })
  const codes = new Set<string>()
  content.attributes.forEach((value, index) => {
    const at = `${field}attributes.${index}`
    if (codes.has(value.code)) faults.push(fault(at, 'duplicate_attribute', `${value.code} stands twice.`))
    codes.add(value.code)
    const rule = references.attributes.get(value.code)
    if (!rule) faults.push(fault(at, 'unknown_attribute', `There is no attribute '${value.code}'.`))
    else if (!fits(value, rule)) faults.push(fault(at, 'invalid_attribute', wantedValue(value.code, rule)))
  })
  return faults
}

/** All variants of a product have the same options, and no two the same values. */
function optionFaults({ content, field }: ProductDraft): readonly FieldError[] {
  const faults: FieldError[] = []
  const names = namesOf(content.variants[0])
  const combinations = new Set<string>()
  content.variants.forEach((variant, index) => {
    const at = `${field}variants.${index}.options`
    if (namesOf(variant) !== names || new Set(variant.options.map(({ name }) => name)).size < variant.options.length) {
      faults.push(fault(at, 'unequal_options', 'Every variant has the same options, each once, in the same order.'))
    }
    const values = JSON.stringify(variant.options.map(({ value }) => value))
    if (combinations.has(values)) faults.push(fault(at, 'duplicate_options', 'Two variants have the same values.'))
    combinations.add(values)
  })
  return faults
}

function namesOf(variant: ProductContent['variants'][number] | undefined): string {
  return JSON.stringify(variant?.options.map(({ name }) => name))
}

function fits(value: ProductContent['attributes'][number], { type, choices }: AttributeRule): boolean {
  const given = [value.text, value.number, value.boolean].filter((one) => one !== undefined)
  if (given.length !== 1) return false
  switch (type) {
    case 'text':
      return value.text !== undefined
    case 'choice':
      return value.text !== undefined && choices.includes(value.text)
    case 'number':
      return value.number !== undefined
    case 'boolean':
      return value.boolean !== undefined
  }
}

function wantedValue(code: string, { type, choices }: AttributeRule): string {
  const wanted = type === 'choice' ? `text, one of: ${choices.join(', ')}` : type
  return `${code} takes exactly one value: ${wanted}.`
}

function fault(field: string, code: string, detail: string): FieldError {
  return { field, code, detail }
}
