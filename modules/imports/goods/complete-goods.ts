import { type KnownProduct, ProductToSave } from '@merx/catalog'
import type { z } from 'zod'
import type { Goods, RejectedGoods } from './goods.ts'
import { contentFields, type GoodsRow } from './goods-row.ts'

/** Rows beside what the shop knows of their product: what to save, nothing to save but prices and stock, or what is wrong. */
export type Completed =
  | { readonly kind: 'changed' | 'unchanged'; readonly goods: Goods }
  | { readonly kind: 'faulty'; readonly faults: readonly RejectedGoods[] }

/** A row and its place in the batch. */
export type PlacedRow = { readonly index: number; readonly row: GoodsRow }

type Content = Omit<z.input<typeof ProductToSave>, 'externalKey' | 'slug' | 'version'>
type Variant = Content['variants'][number]

/** Puts what the rows say, one after the other, over what the product is. */
export function completeGoods(rows: readonly PlacedRow[], known: KnownProduct | undefined): Completed {
  const before = known && contentOf(known)
  const identity = identityOf(rows, known)
  const content = rows.reduce<Partial<Content>>((so, { row }) => overlay(row, so), before ?? {})
  const parsed = ProductToSave.safeParse({ ...identity, version: known?.state.version ?? 0, ...content })
  if (!parsed.success)
    return { kind: 'faulty', faults: parsed.error.issues.map((issue) => rejected(issue, rows, content)) }
  const goods = {
    product: parsed.data,
    prices: variantsIn(rows).flatMap(({ sku, prices = [] }) =>
      prices.map(({ compareAt, ...price }) => ({ ...price, sku, compareAt: compareAt ?? undefined })),
    ),
    openingStock: variantsIn(rows).flatMap(({ sku, stock }) => (stock === undefined ? [] : [{ sku, onHand: stock }])),
  }
  const stays = identity.slug === undefined || identity.slug === known?.state.slug
  const isSame = before !== undefined && stays && isEqual(before, content)
  return { kind: isSame ? 'unchanged' : 'changed', goods }
}

/** What the shop knows it by, so that another key in a row does not make it another product. */
function identityOf(
  rows: readonly PlacedRow[],
  known: KnownProduct | undefined,
): Pick<z.input<typeof ProductToSave>, 'externalKey' | 'slug'> {
  const externalKey = rows.find(({ row }) => row.externalKey !== undefined)?.row.externalKey
  const slug = rows.find(({ row }) => row.slug !== undefined)?.row.slug
  if (!known) return (externalKey ?? slug) ? { externalKey, slug } : { externalKey: `sku:${variantsIn(rows)[0]?.sku}` }
  if (known.externalKey === null) return { slug: known.state.slug }
  return { externalKey: known.externalKey, ...(slug !== undefined && !known.slugs.includes(slug) && { slug }) }
}

function contentOf({ state }: KnownProduct): Content {
  const { status, name, description, brand, categories, taxCategory, featured, createdAt } = state
  return {
    // an archived product stays so, whatever a load says
    status: status === 'draft' ? 'draft' : 'active',
    name,
    description,
    brand: brand?.slug ?? null,
    categories: categories.map(({ slug }) => slug),
    taxCategory,
    featured,
    createdAt,
    attributes: state.attributes.map(({ code, text, number, boolean }) => ({ code, text, number, boolean })),
    images: state.images,
    variants: state.variants.map(({ sku, barcode, options, weight, image }) => ({
      sku,
      barcode,
      options,
      weight,
      image,
    })),
  }
}

/** What comes out may be nonsense: it is judged as a whole. */
function overlay(row: GoodsRow, before: Partial<Content>): Partial<Content> {
  const said = contentFields.flatMap((field) => (row[field] === undefined ? [] : [[field, row[field]] as const]))
  const attributes = row.moreAttributes ? withAttributes(before.attributes ?? [], row.moreAttributes) : undefined
  const images = row.images?.map((image) => ({ ...before.images?.find(({ path }) => path === image.path), ...image }))
  return {
    ...before,
    ...Object.fromEntries(said),
    ...(typeof row.createdAt === 'string' && { createdAt: asInstant(row.createdAt) }),
    ...(attributes && { attributes }),
    ...(images && { images: images as Content['images'] }),
    variants: withVariants(before.variants ?? [], row.variants ?? []),
  }
}

function asInstant(given: string): string {
  const time = Date.parse(given)
  return Number.isNaN(time) ? given : new Date(time).toISOString()
}

function withAttributes(before: NonNullable<Content['attributes']>, more: NonNullable<GoodsRow['moreAttributes']>) {
  const byCode = new Map(before.map((one) => [one.code, one]))
  for (const one of more) byCode.set(one.code, one)
  return [...byCode.values()]
}

function withVariants(before: readonly Variant[], rows: NonNullable<GoodsRow['variants']>): Variant[] {
  const bySku = new Map(before.map((variant) => [variant.sku, variant]))
  for (const { prices: _prices, stock: _stock, withdrawn, ...row } of rows) {
    if (withdrawn) bySku.delete(row.sku)
    else bySku.set(row.sku, { ...bySku.get(row.sku), ...(row as Variant) })
  }
  return [...bySku.values()]
}

/** Equal as the schema writes both down. */
function isEqual(before: Content, after: Partial<Content>): boolean {
  const written = (content: Partial<Content>) => JSON.stringify(ProductToSave.parse({ ...content, slug: 'same' }))
  return written(before) === written(after)
}

function variantsIn(rows: readonly PlacedRow[]): NonNullable<GoodsRow['variants']> {
  return rows.flatMap(({ row }) => row.variants ?? [])
}

/** The fault by the row that says the field: `variants.4.weight` of the product is `variants.0.weight` of the row with that SKU. */
function rejected(issue: z.core.$ZodIssue, rows: readonly PlacedRow[], content: Partial<Content>): RejectedGoods {
  const [first, ...path] = issue.path.map(String)
  const detail = issue.message
  const code = issue.code === 'invalid_type' && issue.message.endsWith('undefined') ? 'required' : issue.code
  const sku = first === 'variants' ? content.variants?.[Number(path[0])]?.sku : undefined
  for (const { index, row } of rows) {
    const at = row.variants?.findIndex((variant) => variant.sku === sku) ?? -1
    if (sku !== undefined && at >= 0)
      return { index, field: ['variants', at, ...path.slice(1)].join('.'), code, detail }
  }
  const owner = rows.findLast(({ row }) => Object.keys(row).includes(first ?? '')) ?? rows[0]
  return { index: owner?.index ?? 0, field: [first, ...path].join('.'), code, detail }
}
