import { Fault } from './problem.ts'

/** 1 to 255 visible ASCII characters. */
export function idempotencyKeyOf(given: unknown): string | undefined {
  if (given === undefined) return undefined
  if (typeof given === 'string' && /^[\x21-\x7e]{1,255}$/.test(given)) return given
  throw new Fault('invalid_idempotency_key')
}
