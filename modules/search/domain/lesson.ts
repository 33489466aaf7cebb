import { id, text } from '@merx/kernel'
import { z } from 'zod'

export const LessonId = id<'LessonId'>()
export type LessonId = z.output<typeof LessonId>

export const LessonKind = z.enum(['synonym', 'redirect', 'ranking'])
export type LessonKind = z.output<typeof LessonKind>

/** Counted in four bytes. */
export const LessonVersion = z.int().max(2_147_483_646)

const kept = {
  id: LessonId,
  /** 0 to make it; afterwards the one that the change is based on. */
  version: LessonVersion.min(0),
}

const moment = z.iso.datetime().nullable().default(null)

export const Synonym = z
  .object({
    ...kept,
    /** Typed, it finds the terms and not the other way round; without it any of the terms finds all of them. */
    from: text(100).nullable().default(null),
    terms: z.array(text(100)).min(1).max(20),
  })
  .meta({ id: 'Synonym' })
export type Synonym = z.output<typeof Synonym>

export const Redirect = z
  .object({
    ...kept,
    /** What is typed, in whatever case and with whatever accents. */
    words: text(100),
    /** A path of the shop, such as `/collections/gifts`. */
    to: text(500).regex(/^\/(?![/\\])[^\s\\]*$/, 'must be a path of the shop that begins with one /'),
  })
  .meta({ id: 'SearchRedirect' })
export type Redirect = z.output<typeof Redirect>

const Adjustment = z
  .object({
    /** Above 1 moves up, below 1 down. */
    factor: z.number().min(0.01).max(100),
    /** A filter whose products are moved, `brand:noirel` say; without it those that are named. */
    filter: text(600).nullable().default(null),
    productIds: z.array(id<'ProductId'>()).max(100).default([]),
  })
  .meta({ id: 'RankingAdjustment' })

export const RankingRule = z
  .object({
    ...kept,
    name: text(100),
    /** For these words alone; without, for any. */
    words: text(100).nullable().default(null),
    /** In this category alone, by its slug; without, anywhere. */
    category: text(100).nullable().default(null),
    /** Come first, in this order. */
    pinned: z.array(id<'ProductId'>()).max(50).default([]),
    adjustments: z.array(Adjustment).max(20).default([]),
    startsAt: moment,
    endsAt: moment,
  })
  .meta({ id: 'RankingRule' })
export type RankingRule = z.output<typeof RankingRule>
