import type { CartLine } from '../api/outputs.ts'

/** Two lines may hold the same piece in two colours. */
export function lineName({ name, options }: Pick<CartLine, 'name' | 'options'>): string {
  return [name, ...options.map(({ value }) => value)].join(', ')
}
