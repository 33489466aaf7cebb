/** What a caller needs to know of an operation. */
export type Contract<Input = unknown, Output = unknown, Code extends string = string> = {
  readonly input: Input
  readonly output: Output
  readonly code: Code
}

/** The operations that a module shows, by name: `addItem` of `cart` is `cart.add-item`. */
export type OperationsOf<Module extends string, Face> = {
  readonly [Key in keyof Face & string as Face[Key] extends Shown ? `${Module}.${Kebab<Key>}` : never]: ContractOf<
    Face[Key]
  >
}

type Shape<Sent = unknown, Told = unknown> = { readonly _zod: { readonly input: Sent; readonly output: Told } }

type Shown = {
  readonly kind: 'query' | 'command' | 'exchange' | 'flow'
  readonly input: Shape
  readonly output: Shape
  readonly refuses: object
}

type ContractOf<Operation> = Operation extends {
  readonly input: Shape<infer Sent, infer Parsed>
  readonly output: Shape<unknown, infer Output>
  readonly refuses: infer Refuses
}
  ? Contract<Known<Sent, Parsed>, Output, keyof Refuses & string>
  : never

/** What is sent, where the definition tells it apart from what was parsed: fields with a default may be left out. */
type Known<Sent, Parsed> = unknown extends Sent ? Parsed : Sent

type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Kebab<Rest>}`
    : `-${Lowercase<First>}${Kebab<Rest>}`
  : ''
