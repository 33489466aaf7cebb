import { prose, text } from '@merx/kernel'
import { z } from 'zod'
import { Slug } from './slug.ts'

/** What people say about a category. */
export const categoryContent = {
  name: text(200),
  description: prose(10_000, 0).default(''),
  /** Slug of the category above; none makes a root. */
  parent: text(100).nullable().default(null),
  /** Among those with the same parent, the lowest first. */
  position: z.int().min(0).max(1_000_000).default(0),
}

export const CategoryToSave = z.object({ slug: Slug, ...categoryContent }).meta({ id: 'CategoryToSave' })
export type CategoryToSave = z.output<typeof CategoryToSave>

/** What people say about a brand. */
export const brandContent = { name: text(200), description: prose(10_000, 0).default('') }

export const BrandToSave = z.object({ slug: Slug, ...brandContent }).meta({ id: 'BrandToSave' })
export type BrandToSave = z.output<typeof BrandToSave>
