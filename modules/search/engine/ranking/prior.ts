import type { Columns } from '../index/segment.ts'

const day = 24 * 60 * 60 * 1_000
const newForDays = 60

const freshShare = 1.02

/** What speaks for a document whatever was asked. */
export function priorOf(columns: Columns, place: number, today: number): number {
  return (columns.prior[place] ?? 1) * freshness(columns, place, today)
}

export function freshness({ createdAt }: Columns, place: number, today: number): number {
  return (createdAt[place] ?? 0) > today - newForDays * day ? freshShare : 1
}

/** The same until midnight (UTC), so that pages stay stable over a day. */
export function startOfDay(now: number): number {
  return Math.floor(now / day) * day
}
