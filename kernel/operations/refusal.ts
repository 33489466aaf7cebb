const refused: unique symbol = Symbol('refused')

/** What a refusal tells beside its code: `detail` is the sentence people read, `errors` points at fields, the rest is data for programs. */
export type RefusalData = {
  readonly detail?: string
  readonly errors?: readonly FieldError[]
  readonly [name: string]: unknown
}

/** One field of the input and what is wrong with it. `field` is a path such as `shippingAddress.postalCode` or `lines.0.quantity`. */
export type FieldError = { readonly field: string; readonly code: string; readonly detail: string }

/** An expected outcome other than success, as a value. It rolls the unit of work back unless its code is declared with `keeps: true`. */
export type Refusal<Code extends string = string> = {
  readonly [refused]: true
  readonly code: Code
  readonly data: RefusalData
}

/** The refusals that an operation declares: the code and the HTTP status it is told with. */
export type Refusals = Readonly<Record<string, number | { readonly status: number; readonly keeps: true }>>

export function refuse<const Code extends string>(code: Code, data: RefusalData = {}): Refusal<Code> {
  return { [refused]: true, code, data }
}

export function isRefused(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && refused in value
}

export function statusOf(refuses: Refusals, code: string): number {
  const declared = refuses[code]
  if (declared === undefined) throw new Error(`The refusal '${code}' is not declared`)
  return typeof declared === 'number' ? declared : declared.status
}

export function keepsWork(refuses: Refusals, code: string): boolean {
  return typeof refuses[code] === 'object'
}
