/** What a follower of a topic is told. */
export type TopicContract<Kind extends string = string, State = unknown> = {
  readonly kind: Kind
  /** Undefined for topics that tell no state. */
  readonly state: State
}

/** The topics that a module shows, by the name that a subscription bears: `cart`, `stock:…`. */
export type TopicsOf<Face> = {
  readonly [Key in keyof Face as NameOf<Face[Key]>]: ContractOf<Face[Key]>
}

type Shown = { readonly name: string; readonly on: readonly unknown[]; readonly tell: (event: never) => unknown }

type NameOf<Topic> = Topic extends Shown & { readonly name: infer Name extends string; readonly of?: infer Of }
  ? IsNever<Of> extends true
    ? Name
    : `${Name}:${string}`
  : never

/** A topic without a part after the colon declares no schema for it: its `of` parses to nothing at all. */
type IsNever<Of> =
  NonNullable<Of> extends { readonly _zod: { readonly output: infer Part } }
    ? [Part] extends [never]
      ? true
      : false
    : true

type ContractOf<Topic> = Topic extends { readonly tell: (event: never) => infer Told }
  ? Told extends { readonly kind: infer Kind extends string; readonly state?: infer State }
    ? TopicContract<Kind, State>
    : never
  : never
