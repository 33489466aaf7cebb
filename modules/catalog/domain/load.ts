import type { FieldError } from '@merx/kernel'
import type { ProductStatus } from '../events.ts'
import { ProductId } from './ids.ts'
import type { ProductDraft } from './product-draft.ts'
import type { ProductToSave } from './product-input.ts'

type Known = {
  readonly id: ProductId
  readonly externalKey: string | null
  readonly slug: string
  readonly askedSlugs: readonly string[]
  readonly status: ProductStatus
  readonly contentHash: string | null
  readonly version: number
  readonly createdAt: Date
}

type Making = {
  readonly now: Date
  readonly newId: () => string
  /** Equal for equal content. */
  readonly hashOf: (product: ProductToSave) => string
}

export type LoadedRow = {
  readonly draft: ProductDraft
  readonly outcome: 'created' | 'updated' | 'unchanged'
}

/** Finds for each product of a load the one it was before; what the last load brought is `unchanged`. */
export function pairLoad(
  products: readonly ProductToSave[],
  known: readonly Known[],
  { now, newId, hashOf }: Making,
): { readonly rows: readonly LoadedRow[]; readonly faults: readonly FieldError[] } {
  const byKey = new Map(known.flatMap((one) => (one.externalKey === null ? [] : [[one.externalKey, one]])))
  const bySlug = new Map(known.flatMap((one) => one.askedSlugs.map((slug) => [slug, one])))
  const seen = new Set<string>()
  const faults: FieldError[] = []
  const rows = products.map((product, index): LoadedRow => {
    const { externalKey, slug } = product
    const former = externalKey === undefined ? bySlug.get(slug ?? '') : byKey.get(externalKey)
    const identity = former?.id ?? JSON.stringify(externalKey === undefined ? { slug } : { externalKey })
    if (seen.has(identity)) faults.push(standsTwice(index, product))
    seen.add(identity)
    if (product.version !== undefined && product.version !== (former?.version ?? 0)) faults.push(isStale(index, former))
    const hash = hashOf(product)
    return {
      outcome: outcomeOf(product, former, hash),
      draft: {
        id: former?.id ?? ProductId.parse(newId()),
        field: `products.${index}.`,
        content: product,
        // a load says what a product is, not that staff's archiving is undone
        status: former?.status === 'archived' ? 'archived' : product.status,
        slug: former !== undefined && externalKey === undefined ? former.slug : slug,
        formerSlug: former?.slug,
        externalKey: externalKey ?? former?.externalKey ?? null,
        contentHash: hash,
        version: (former?.version ?? 0) + 1,
        createdAt: createdAtOf(product, former, now),
      },
    }
  })
  return { rows, faults }
}

function outcomeOf({ version }: ProductToSave, former: Known | undefined, hash: string): LoadedRow['outcome'] {
  if (former === undefined) return 'created'
  return version === undefined && former.contentHash === hash ? 'unchanged' : 'updated'
}

function createdAtOf(product: ProductToSave, former: Known | undefined, now: Date): Date {
  return product.createdAt === undefined ? (former?.createdAt ?? now) : new Date(product.createdAt)
}

function isStale(index: number, former: Known | undefined): FieldError {
  const detail = former ? `Version ${former.version} stands by now.` : 'There is no such product.'
  return { field: `products.${index}.version`, code: 'stale_version', detail }
}

function standsTwice(index: number, { externalKey }: ProductToSave): FieldError {
  const field = `products.${index}.${externalKey === undefined ? 'slug' : 'externalKey'}`
  return { field, code: 'duplicate_product', detail: 'The load names this product twice.' }
}
