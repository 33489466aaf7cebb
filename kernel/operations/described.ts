import type { z } from 'zod'
import type { Access } from './access.ts'

/** What the outside of an operation says: enough to call it, to document it and to derive a transport. */
export type Described<In, Out, Code extends string, Kind extends OperationKind = OperationKind> = {
  readonly kind: Kind
  /** `<module>.<file name>`, such as `cart.add-item`. */
  readonly name: string
  readonly module: string
  readonly summary: string
  /** `POST /cart/items`, below `/api/v1`; absent: on no REST route. `{name}` in the path is a field of the input. */
  readonly rest?: string
  readonly access: Access
  readonly input: z.ZodType<In>
  readonly output: z.ZodType<Out>
  readonly refuses: Readonly<Record<Code, number | { readonly status: number; readonly keeps: true }>>
}

export type OperationKind = 'query' | ChangeKind

export type ChangeKind = 'command' | 'exchange' | 'flow'
