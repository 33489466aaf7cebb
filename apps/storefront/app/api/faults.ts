/** What is wrong with fields, by their names, in words that fit under a field. */
export type Faults = Readonly<Record<string, string>>

/** The API writes `is no postal code of US: ...` and leaves the subject to whoever shows it. */
export function worded(detail: string): string {
  return /^[a-z]/.test(detail) ? `This ${detail}` : detail
}
