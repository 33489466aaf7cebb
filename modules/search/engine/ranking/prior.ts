import type { Columns } from '../index/segment.ts'

const day = 24 * 60 * 60 * 1_000
const newForDays = 60

/** What speaks for a product whatever was asked: little, so that it decides among equals. */
export type Prior = { readonly name: 'sales' | 'rating' | 'fresh' | 'out'; readonly factor: number }

export function priorsOf(columns: Columns, place: number, today: number): readonly Prior[] {
  return [
    { name: 'sales', factor: salesFactor(columns, place) },
    { name: 'rating', factor: ratingFactor(columns, place) },
    { name: 'fresh', factor: freshFactor(columns, place, today) },
    { name: 'out', factor: stockFactor(columns, place) },
  ]
}

/** The product of them: a search asks it of every document that it finds. */
export function priorOf(columns: Columns, place: number, today: number): number {
  return (
    salesFactor(columns, place) *
    ratingFactor(columns, place) *
    freshFactor(columns, place, today) *
    stockFactor(columns, place)
  )
}

function salesFactor({ sales }: Columns, place: number): number {
  const sold = sales[place] ?? 0
  return sold > 0 ? 1 + 0.02 * Math.log10(1 + sold) : 1
}

function ratingFactor({ rating }: Columns, place: number): number {
  const stars = rating[place] ?? 0
  return stars > 3 ? 1 + 0.02 * (stars - 3) : 1
}

function freshFactor({ createdAt }: Columns, place: number, today: number): number {
  return (createdAt[place] ?? 0) > today - newForDays * day ? 1.02 : 1
}

function stockFactor({ availability }: Columns, place: number): number {
  return availability[place] === 0 ? 0.9 : 1
}

/** The same until midnight (UTC), so that pages stay stable over a day. */
export function startOfDay(now: number): number {
  return Math.floor(now / day) * day
}
