const day = 24 * 60 * 60 * 1_000

/** A key signs for so long, then a new one does. */
const signsFor = 30 * day

/** Until then its public half is shown: longer than its last token can live, whatever clocks say. */
const shownFor = 31 * day

export function isSigning(createdAt: Date, now: Date): boolean {
  return now.getTime() - createdAt.getTime() < signsFor
}

/** Keys that were made before are shown no more. */
export function shownSince(now: Date): Date {
  return new Date(now.getTime() - shownFor)
}
