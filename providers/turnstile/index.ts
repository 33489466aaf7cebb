export type { TurnstileOptions } from './turnstile.ts'
export { turnstile } from './turnstile.ts'
