/** What is kept of an error beside the thing that failed. */
export function describeFault(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  // PostgreSQL stores no NUL
  return text.replaceAll('\u0000', '').slice(0, 2_000)
}
