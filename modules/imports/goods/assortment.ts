import type { AttributeToSave, BrandToSave, CategoryToSave } from '@merx/catalog'
import { saveAttributes, saveBrands, saveCategories } from '@merx/catalog'
import { isRefused, type Refusal } from '@merx/kernel'

import type { z } from 'zod'
import { chunks } from './chunks.ts'
import type { Shop } from './goods.ts'

/** What goods refer to. Categories stand before those below them. */
export type Assortment = {
  readonly brands: readonly z.input<typeof BrandToSave>[]
  readonly categories: readonly z.input<typeof CategoryToSave>[]
  readonly attributes: readonly z.input<typeof AttributeToSave>[]
}

/** Saves what goods refer to before they are loaded; what this loader has saved once it does not send again. */
export function createAssortmentLoader(shop: Shop): (assortments: readonly Assortment[]) => Promise<void> {
  const saved = new Set<string>()

  const fresh = <T>(kind: string, all: readonly T[], keyOf: (one: T) => string): T[] => {
    const byKey = new Map(all.map((one) => [`${kind} ${keyOf(one)}`, one]))
    return [...byKey].filter(([key]) => !saved.has(key)).map(([, one]) => one)
  }
  const remember = <T>(kind: string, all: readonly T[], keyOf: (one: T) => string): void => {
    for (const one of all) saved.add(`${kind} ${keyOf(one)}`)
  }

  return async (assortments) => {
    const brands = fresh(
      'brand',
      assortments.flatMap((each) => each.brands),
      bySlug,
    )
    const categories = fresh(
      'category',
      assortments.flatMap((each) => each.categories),
      bySlug,
    )
    const attributes = fresh(
      'attribute',
      assortments.flatMap((each) => each.attributes),
      byCode,
    )
    for (const some of chunks(brands, 1_000))
      demand(await shop.call(saveBrands, saveBrands.input.parse({ brands: some })))
    for (const some of chunks(categories, 1_000)) {
      demand(await shop.call(saveCategories, saveCategories.input.parse({ categories: some })))
    }
    for (const some of chunks(attributes, 2_000)) {
      demand(await shop.call(saveAttributes, saveAttributes.input.parse({ attributes: some })))
    }
    remember('brand', brands, bySlug)
    remember('category', categories, bySlug)
    remember('attribute', attributes, byCode)
  }
}

const bySlug = ({ slug }: { readonly slug: string }): string => slug

const byCode = ({ code }: { readonly code: string }): string => code

function demand(answer: unknown): void {
  if (!isRefused(answer)) return
  const { data, code }: Refusal = answer
  const first = data.errors?.[0]
  throw new Error(`The assortment was refused: ${first ? `${first.field}: ${first.detail}` : (data.detail ?? code)}`)
}
