export type Percentiles = { readonly p50: number; readonly p95: number; readonly p99: number; readonly worst: number }

export function percentilesOf(times: readonly number[]): Percentiles {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => rounded(sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? 0)
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), worst: at(1) }
}

export function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100
}
