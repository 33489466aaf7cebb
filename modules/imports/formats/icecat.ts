import { slugOf } from '@merx/catalog'
import { z } from 'zod'
import type { Assortment } from '../goods/assortment.ts'
import type { Defaults } from './format.ts'
import { lineFault, type ReadLine } from './json-lines.ts'

/** A line of the Icecat set: known fields, and attributes named `attr_t_*` (text), `attr_n_*` (number) and `attr_b_*` (boolean). */
const Line = z.looseObject({
  id: z.string().min(1),
  name: z.string(),
  title: z.string().min(1),
  ean: z.array(z.string()).default([]),
  short_description: z.string().default(''),
  supplier: z.string().min(1),
  /** Cents. */
  price: z.int().min(0),
  date_released: z.iso.datetime({ offset: true }),
})

const types = { t: 'text', n: 'number', b: 'boolean' } as const

const attributeName = /^attr_([tnb])_(.+)$/

const root = { slug: 'electronics', name: 'Electronics', parent: null }

/** The Open Icecat catalogue as JSON lines: one product a line, one variant a product. */
export function icecat({ market, openingStock }: Defaults): ReadLine {
  return (given) => {
    const { data: line, error } = Line.safeParse(given)
    if (error) throw lineFault(error)
    const sku = `ICECAT-${line.id}`
    const model: Attribute = { code: 'model', label: 'Model', type: 'text', value: line.name }
    const named = line.name.trim() === '' ? [] : [model]
    const attributes = [...named, ...Object.entries(line).flatMap(([name, value]) => attributeOf(name, value))]
    const kind = kindOf(line)
    const categories = kind ? [kind, root] : [root]
    return {
      goods: {
        kind: 'whole',
        goods: {
          product: {
            externalKey: `icecat:${line.id}`,
            name: line.title.slice(0, 300),
            description: line.short_description,
            brand: slugOf(line.supplier, 'brand'),
            categories: categories.map(({ slug }) => slug),
            createdAt: new Date(line.date_released).toISOString(),
            attributes: attributes.map(({ code, type, value }) => ({ code, [type]: value })),
            variants: [{ sku, barcode: line.ean[0] ?? null, weight: weightOf(line) }],
          },
          prices: [{ sku, market, amount: line.price }],
          openingStock: [{ sku, onHand: openingStock }],
        },
      },
      refersTo: {
        brands: [{ slug: slugOf(line.supplier, 'brand'), name: line.supplier }],
        categories: kind ? [root, { ...kind, parent: root.slug }] : [root],
        attributes: attributes.map(({ code, label, type }) => ({ code, label, type })),
      },
    }
  }
}

type Attribute = Assortment['attributes'][number] & { readonly value: string | number | boolean }

function attributeOf(name: string, value: unknown): readonly Attribute[] {
  const [, letter, rest] = attributeName.exec(name) ?? []
  const type = letter === 't' || letter === 'n' || letter === 'b' ? types[letter] : undefined
  const words = rest?.split(/[^a-z0-9]+/i).filter((word) => word !== '') ?? []
  if (!type || words.length === 0) return []
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return []
  const label = words.join(' ')
  // the set has attributes of one name and two types
  const code = [...words, ...(type === 'text' ? [] : [type])].join('_').toLowerCase()
  return [{ code: code.slice(0, 100), label: `${label.charAt(0).toUpperCase()}${label.slice(1)}`, type, value }]
}

/** What the product is, where the set tells: it has no categories of its own. */
function kindOf(line: Readonly<Record<string, unknown>>): { readonly slug: string; readonly name: string } | undefined {
  const name = line['attr_t_product_type']
  if (typeof name !== 'string' || name.length > 60) return undefined
  const slug = slugOf(name, '')
  return slug === '' || slug === root.slug ? undefined : { slug: `${slug}-${root.slug}`, name }
}

/** Grams; the set's weights are kilograms or grams without a unit, so what exceeds a hundred is taken for grams. */
function weightOf(line: Readonly<Record<string, unknown>>): number {
  const weight = line['attr_n_package_weight'] ?? line['attr_n_weight']
  if (typeof weight !== 'number' || !Number.isFinite(weight) || weight < 0) return 0
  return Math.min(Math.round(weight > 100 ? weight : weight * 1_000), 100_000_000)
}
