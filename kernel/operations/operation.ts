import type { z } from 'zod'
import type { Access } from './access.ts'
import type { FreeContext, QueryContext, StepContext, WorkContext } from './context.ts'
import type { ChangeKind, Described, OperationKind } from './described.ts'
import type { Refusal, Refusals } from './refusal.ts'

/**
 * Everything Merx can do is one of these values. A transport reads the definition and derives its route, field or tool from it;
 * the runner reads `kind` and executes it.
 */
export type Operation<In = never, Out = unknown, Code extends string = string> =
  | Query<In, Out, Code>
  | Command<In, Out, Code>
  | Exchange<In, Out, Code>
  | Flow<In, Out, Code>

/** Any operation, whatever it takes and returns: what registries and transports hold. */
// biome-ignore lint/suspicious/noExplicitAny: an operation is contravariant in its input, so a list of them has no narrower element type
export type AnyOperation = Operation<any, any, any>

/** An operation that changes something. */
export type Change<In = never, Out = unknown, Code extends string = string> = Exclude<
  Operation<In, Out, Code>,
  Query<In, Out, Code>
>

export type Query<In = never, Out = unknown, Code extends string = string> = Described<In, Out, Code, 'query'> & {
  /** Set on public reads that are the same for everyone: the answer may be kept in memory, found again by these tags when it must go. */
  readonly tags?: (input: In, output: Out) => readonly string[]
  readonly run: (ctx: QueryContext, input: In) => Promise<Out | Refusal<Code>>
}

type Changing<In, Out, Code extends string, Kind extends ChangeKind> = Described<In, Out, Code, Kind> & {
  /** Whether an `Idempotency-Key` is heeded, and whether the call is refused without one. */
  readonly idempotency?: 'optional' | 'required'
  /**
   * `raw` for what an outside party signs: the transport fills the input's `body` with the body's bytes as text and `headers` with the
   * request's headers, `{ name, value }` each.
   */
  readonly body?: 'raw'
  /**
   * Whether a call leaves an entry in the audit log, in the commit of the change. It does where it takes a permission, unless told. `once done`:
   * an exchange that asks nobody outside the shop leaves none when it begins.
   */
  readonly audited?: boolean | 'once done'
}

export type Command<In = never, Out = unknown, Code extends string = string, Facts = unknown> = Changing<
  In,
  Out,
  Code,
  'command'
> & {
  readonly read: ((ctx: FreeContext, input: In) => Promise<Facts | Refusal<Code>>) | undefined
  readonly run: (ctx: WorkContext, input: In, facts: Facts) => Promise<Out | Refusal<Code>>
}

export type Exchange<
  In = never,
  Out = unknown,
  Code extends string = string,
  Prepared = unknown,
  Outcome = unknown,
> = Changing<In, Out, Code, 'exchange'> & {
  readonly prepare: (ctx: WorkContext, input: In) => Promise<Prepared | Refusal<Code>>
  readonly external: (ctx: FreeContext, input: In, prepared: Prepared) => Promise<Outcome>
  readonly finalize: (
    ctx: WorkContext,
    input: In,
    done: { readonly prepared: Prepared; readonly outcome: Outcome },
  ) => Promise<Out | Refusal<Code>>
}

export type Flow<In = never, Out = unknown, Code extends string = string, Facts = unknown, Done = unknown> = Changing<
  In,
  Out,
  Code,
  'flow'
> & {
  readonly read: (ctx: FreeContext, input: In) => Promise<Facts | Refusal<Code>>
  readonly steps: (ctx: StepContext<Code>, input: In, facts: Facts) => Promise<Done | Refusal<Code>>
  readonly answer: (
    ctx: FreeContext,
    input: In,
    so: { readonly facts: Facts; readonly done: Done },
  ) => Promise<Out | Refusal<Code>>
}

type Head<I extends z.ZodType, O extends z.ZodType, R extends Refusals> = {
  readonly name: string
  readonly summary: string
  readonly rest?: string
  readonly access: Access
  readonly input: I
  readonly output: O
  readonly refuses?: R
}

type CodeOf<R extends Refusals> = keyof R & string

/** Keeps what a caller may send apart from what an operation is given: defaults are filled in, ids are branded. */
type Schemas<I extends z.ZodType, O extends z.ZodType> = { readonly input: I; readonly output: O }

/** Reads, opens no transaction, changes nothing. */
export function query<I extends z.ZodType, O extends z.ZodType, const R extends Refusals = Record<never, number>>(
  definition: Head<I, O, R> & {
    readonly tags?: (input: z.output<I>, output: z.output<O>) => readonly string[]
    readonly run: (ctx: QueryContext, input: z.output<I>) => Promise<z.output<O> | Refusal<CodeOf<R>>>
  },
): Query<z.output<I>, z.output<O>, CodeOf<R>> & Schemas<I, O> {
  return described('query', definition) as Query<z.output<I>, z.output<O>, CodeOf<R>> & Schemas<I, O>
}

/**
 * Changes its own module in one unit of work. `read` runs before the transaction and may ask any module; what it learned is only a
 * hint to `run`, which re-checks under lock whatever must still hold.
 */
export function command<
  I extends z.ZodType,
  O extends z.ZodType,
  const R extends Refusals = Record<never, number>,
  Facts = undefined,
>(
  definition: Head<I, O, R> & {
    readonly idempotency?: 'optional' | 'required'
    readonly audited?: boolean | 'once done'
    readonly body?: 'raw'
    readonly read?: (ctx: FreeContext, input: z.output<I>) => Promise<Facts | Refusal<CodeOf<R>>>
    readonly run: (
      ctx: WorkContext,
      input: z.output<I>,
      facts: Exclude<Facts, Refusal>,
    ) => Promise<z.output<O> | Refusal<CodeOf<R>>>
  },
): Command<z.output<I>, z.output<O>, CodeOf<R>> & Schemas<I, O> {
  return described('command', definition) as Command<z.output<I>, z.output<O>, CodeOf<R>> & Schemas<I, O>
}

/**
 * Talks with a party outside, in three phases: `prepare` records the intent in one unit of work, `external` calls with no transaction
 * open, `finalize` records the outcome in a second unit and is idempotent, since a sweeper may run it again.
 */
export function exchange<
  I extends z.ZodType,
  O extends z.ZodType,
  Prepared,
  Outcome,
  const R extends Refusals = Record<never, number>,
>(
  definition: Head<I, O, R> & {
    readonly idempotency?: 'optional' | 'required'
    readonly audited?: boolean | 'once done'
    readonly prepare: (ctx: WorkContext, input: z.output<I>) => Promise<Prepared | Refusal<CodeOf<R>>>
    readonly external: (ctx: FreeContext, input: z.output<I>, prepared: Exclude<Prepared, Refusal>) => Promise<Outcome>
    readonly finalize: (
      ctx: WorkContext,
      input: z.output<I>,
      done: { readonly prepared: Exclude<Prepared, Refusal>; readonly outcome: Outcome },
    ) => Promise<z.output<O> | Refusal<CodeOf<R>>>
  },
): Exchange<z.output<I>, z.output<O>, CodeOf<R>> & Schemas<I, O> {
  return described('exchange', definition) as Exchange<z.output<I>, z.output<O>, CodeOf<R>> & Schemas<I, O>
}

/**
 * Changes several modules. `read` asks (no transaction), `steps` changes one module a step, `answer` speaks to the caller when all is
 * committed (no transaction; it may call further operations). `steps` is a pure function of the input, the facts and the answers of its
 * steps, because a saga runs it again after a crash: ids and times come from `read`.
 */
export function flow<
  I extends z.ZodType,
  O extends z.ZodType,
  Facts,
  Done,
  const R extends Refusals = Record<never, number>,
>(
  definition: Head<I, O, R> & {
    readonly idempotency?: 'optional' | 'required'
    readonly audited?: boolean | 'once done'
    readonly read: (ctx: FreeContext, input: z.output<I>) => Promise<Facts | Refusal<CodeOf<R>>>
    readonly steps: (
      ctx: StepContext<CodeOf<R>>,
      input: z.output<I>,
      facts: Exclude<Facts, Refusal>,
    ) => Promise<Done | Refusal<CodeOf<R>>>
    readonly answer: (
      ctx: FreeContext,
      input: z.output<I>,
      so: { readonly facts: Exclude<Facts, Refusal>; readonly done: Exclude<Done, Refusal> },
    ) => Promise<z.output<O> | Refusal<CodeOf<R>>>
  },
): Flow<z.output<I>, z.output<O>, CodeOf<R>> & Schemas<I, O> {
  return described('flow', definition) as Flow<z.output<I>, z.output<O>, CodeOf<R>> & Schemas<I, O>
}

const operationName = /^([a-z]+(?:-[a-z]+)*)\.([a-z]+(?:-[a-z]+)*)$/

function described(kind: OperationKind, definition: { readonly name: string; readonly refuses?: Refusals }): unknown {
  const module = operationName.exec(definition.name)?.[1]
  if (!module) throw new Error(`'${definition.name}' is no operation name: expected '<module>.<verb-noun>'`)
  return { ...definition, kind, module, refuses: definition.refuses ?? {} }
}
