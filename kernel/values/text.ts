import { z } from 'zod'

const unstorable = /\p{Surrogate}|\0/u

// control characters, and those that turn the direction of what follows: in a line of an address or a mail they only deceive
const unfitForALine = /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u

/**
 * A line of text as people type it: trimmed, of bounded length, without NUL and lone surrogates, which PostgreSQL would refuse with an error of its
 * own. Use this and never a bare `z.string()` for what comes from outside.
 */
export function text(max: number, min = 1): z.ZodString {
  return z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((value) => !unstorable.test(value), { message: 'contains characters that cannot be stored' })
    .refine((value) => !unfitForALine.test(value), { message: 'contains control characters' })
}

/** Text of several lines: descriptions, notes. */
export function prose(max: number, min = 1): z.ZodString {
  return z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((value) => !unstorable.test(value), { message: 'contains characters that cannot be stored' })
}

/** An id as it stands on the wire; brands keep a product's id from being passed for a variant's. */
export function id<const Brand extends string>() {
  return z.uuid().brand<Brand>()
}
