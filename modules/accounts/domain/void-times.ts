/** Milliseconds for which it matters that tokens are void: those live ten minutes, and clocks differ. */
const matters = 15 * 60 * 1_000

export function voidSince(now: Date): Date {
  return new Date(now.getTime() - matters)
}
