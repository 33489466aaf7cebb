import { houseBarcode } from './barcode.ts'
import type { AttributeValue, DemoProduct, DemoVariant } from './shape.ts'

/** One number for all variants, or one for each value of an option that makes the difference. */
type ByOption = number | Readonly<Record<string, number>>

/** A product as the catalogue writes it. */
type Entry = Pick<DemoProduct, 'slug' | 'name' | 'brand' | 'categories' | 'description'> & {
  /** Line and number: `VAS-001`. */
  readonly sku: string
  readonly featured?: true
  readonly taxCategory?: 'reduced'
  readonly attributes: Readonly<Record<string, AttributeValue>>
  readonly options?: Readonly<Record<string, readonly string[]>>
  /** Whole US dollars. */
  readonly price: ByOption
  /** The price before, in whole US dollars. */
  readonly was?: ByOption
  /** Grams. */
  readonly weight: ByOption
  /** In the order of the variants: the last option changes fastest. */
  readonly stock: readonly number[]
  /** The option that can be seen; there is one picture for each of its values. */
  readonly shown?: string
  readonly alt: string
}

export function product(entry: Entry): DemoProduct {
  const { sku, options = {}, price, was, weight, stock, shown, alt, featured, taxCategory, ...rest } = entry
  const names = Object.keys(options)
  const combinations = combined(Object.values(options))
  if (stock.length !== combinations.length) {
    throw new Error(`${entry.slug} has ${combinations.length} variants and ${stock.length} numbers of stock.`)
  }
  const [line = '', number = ''] = sku.split('-')
  const pictureOf = (values: readonly string[]): string => {
    const look = shown === undefined ? undefined : values[names.indexOf(shown)]
    return look === undefined ? `${entry.slug}.webp` : `${entry.slug}-${plain(look)}.webp`
  }
  const variants = combinations.map((values, at): DemoVariant => {
    const before = was === undefined ? undefined : valueFor(was, values)
    return {
      sku: ['NRL', sku, ...(values.length === 0 ? ['ONE'] : values.map(skuPart))].join('-'),
      options: values,
      price: required(valueFor(price, values), `a price for ${entry.slug} ${values.join(', ')}`) * 100,
      ...(before !== undefined && { compareAt: before * 100 }),
      weight: required(valueFor(weight, values), `a weight for ${entry.slug} ${values.join(', ')}`),
      stock: stock[at] ?? 0,
      barcode: houseBarcode(line, Number(number), at),
      picture: pictureOf(values),
    }
  })
  const looks = (shown === undefined ? undefined : options[shown])?.map((look) => ({
    file: `${entry.slug}-${plain(look)}.webp`,
    alt: `${alt}, ${look.toLowerCase()}`,
  }))
  return {
    ...rest,
    ...(featured && { featured }),
    taxCategory: taxCategory ?? 'standard',
    options: names.map((name) => ({ name, values: options[name] ?? [] })),
    variants,
    pictures: looks ?? [{ file: `${entry.slug}.webp`, alt }],
  }
}

const combined = (lists: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  lists.reduce<readonly (readonly string[])[]>(
    (rows, values) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  )

function valueFor(by: ByOption, values: readonly string[]): number | undefined {
  if (typeof by === 'number') return by
  const decisive = values.find((value) => value in by)
  return decisive === undefined ? undefined : by[decisive]
}

function required(value: number | undefined, what: string): number {
  if (value === undefined) throw new Error(`The catalogue lacks ${what}.`)
  return value
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/** `Ink` is INK, `Large` is LAR, `50 ml` is 50ML, `140 × 200 cm` is 140X200. */
function skuPart(value: string): string {
  const word = value
    .replaceAll('×', 'X')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .toUpperCase()
  return /\d/.test(word) ? word.replace(/CM$/, '') : word.slice(0, 3)
}
