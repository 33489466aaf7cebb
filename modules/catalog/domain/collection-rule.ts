import { type FieldError, MinorUnits, text } from '@merx/kernel'
import { z } from 'zod'

const not = z.boolean().default(false)
const slugs = z.array(text(100)).min(1).max(100)

/** One thing that a product is or is not; several values are met by any of them. */
export const CollectionCondition = z
  .discriminatedUnion('about', [
    z.object({ about: z.literal('category'), slugs, not }).meta({ id: 'CategoryCondition' }),
    z.object({ about: z.literal('brand'), slugs, not }).meta({ id: 'BrandCondition' }),
    z
      .object({ about: z.literal('text'), code: text(100), values: z.array(text(200)).min(1).max(100), not })
      .meta({ id: 'TextCondition' }),
    z
      .object({
        about: z.literal('number'),
        code: text(100),
        from: z.number().optional(),
        to: z.number().optional(),
        not,
      })
      .meta({ id: 'NumberCondition' }),
    z
      .object({ about: z.literal('boolean'), code: text(100), value: z.boolean(), not })
      .meta({ id: 'BooleanCondition' }),
    z
      .object({
        about: z.literal('price'),
        market: text(20),
        from: MinorUnits.min(0).optional(),
        to: MinorUnits.min(0).optional(),
        not,
      })
      .meta({ id: 'PriceCondition' }),
    z.object({ about: z.literal('reduced'), market: text(20), not }).meta({ id: 'ReducedCondition' }),
  ])
  .meta({ id: 'CollectionCondition' })
export type CollectionCondition = z.output<typeof CollectionCondition>

export const CollectionRule = z
  .object({
    /** Whether a product has to meet all conditions or any of them. */
    match: z.enum(['all', 'any']),
    conditions: z.array(CollectionCondition).min(1).max(50),
  })
  .meta({ id: 'CollectionRule' })
export type CollectionRule = z.output<typeof CollectionRule>

/** A condition as products meet it: by a fact of this key whose number lies in the range. */
export type ConditionRow = {
  readonly number: number
  readonly key: string
  readonly low: number | null
  readonly high: number | null
  readonly negated: boolean
}

/** The shelves of categories and brands by slug. */
export type KnownShelves = {
  readonly category: ReadonlyMap<string, number>
  readonly brand: ReadonlyMap<string, number>
}

/** The slugs that a rule names, by kind. */
export function slugsIn(rule: CollectionRule, kind: 'category' | 'brand'): readonly string[] {
  return rule.conditions.flatMap((condition) => (condition.about === kind ? condition.slugs : []))
}

/** How many of the conditions that say what a product is have to be met; one that says what it is not bars it by itself. */
export function neededBy({ match, conditions }: CollectionRule): number {
  return match === 'any' ? 1 : conditions.filter(({ not }) => !not).length
}

/** What is wrong with the rule; what it names has been looked up. */
export function ruleFaults(rule: CollectionRule, shelves: KnownShelves): readonly FieldError[] {
  const faults = rule.conditions.flatMap((condition, index) =>
    conditionFaults(condition, shelves).map((fault) => ({
      ...fault,
      field: `rule.conditions.${index}.${fault.field}`,
    })),
  )
  if (rule.conditions.every(({ not }) => not)) {
    const detail = 'A rule says at least once what a product is, not only what it is not.'
    faults.push({ field: 'rule.conditions', code: 'only_negations', detail })
  } else if (rule.match === 'any' && rule.conditions.some(({ not }) => not)) {
    const detail = 'Where any condition will do, none can say what a product is not: match all of them.'
    faults.push({ field: 'rule.match', code: 'negation_in_any', detail })
  }
  return faults
}

function conditionFaults(condition: CollectionCondition, shelves: KnownShelves): readonly FieldError[] {
  switch (condition.about) {
    case 'category':
    case 'brand': {
      const { about, slugs } = condition
      return slugs.flatMap((slug, index) =>
        shelves[about].has(slug)
          ? []
          : [{ field: `slugs.${index}`, code: `unknown_${about}`, detail: `There is no ${about} '${slug}'.` }],
      )
    }
    case 'number':
    case 'price': {
      const { from, to } = condition
      if (from !== undefined && to !== undefined && from > to)
        return [{ field: 'to', code: 'empty_range', detail: `Nothing lies between ${from} and ${to}.` }]
      return []
    }
    case 'text':
    case 'boolean':
    case 'reduced':
      return []
  }
}

/** The conditions of a rule without faults, a row for each value that meets one. */
export function conditionRows({ conditions }: CollectionRule, shelves: KnownShelves): readonly ConditionRow[] {
  return conditions.flatMap((condition, number) => {
    const { from: low = null, to: high = null } = 'from' in condition || 'to' in condition ? condition : {}
    return [...new Set(keysOf(condition, shelves))].map((key) => ({ number, key, low, high, negated: condition.not }))
  })
}

/** The facts by which a product meets the condition; `data/collection-facts.ts` reads the same from the tables. */
function keysOf(condition: CollectionCondition, shelves: KnownShelves): readonly string[] {
  switch (condition.about) {
    case 'category':
    case 'brand':
      return condition.slugs.flatMap((slug) => {
        const shelf = shelves[condition.about].get(slug)
        return shelf === undefined ? [] : [`shelf:${shelf}`]
      })
    case 'text':
      return condition.values.map((value) => `text:${condition.code}=${value}`)
    case 'number':
      return [`number:${condition.code}`]
    case 'boolean':
      return [`boolean:${condition.code}=${condition.value}`]
    case 'price':
      return [`price:${condition.market}`]
    case 'reduced':
      return [`reduced:${condition.market}`]
  }
}
