import type { LiveReader } from '../events/readers.ts'
import type { Caller } from './access.ts'
import type { FreeContext } from './context.ts'

/** Whose a token is; `token_expired` where it was good and is no more, so that a new one is asked for; `too_many_requests` where it is used too often. */
export type Recognised = Caller | 'token_expired' | 'unauthenticated' | 'too_many_requests'

/** Tells callers by their tokens, in every process, whether the module that makes them lives there or not. */
export type Recogniser = {
  /** At once where the token is known; what is no token of a caller is `unauthenticated`. */
  recognise(token: string): Recognised | Promise<Recognised>
  /** Hears what makes tokens void before their time. */
  readonly reader: LiveReader
  /** Something of that may have been missed. */
  lose(): void
}

/** A module that makes tokens gives its recogniser in its definition; each process makes one. */
export type MakeRecogniser = (ctx: Pick<FreeContext, 'call' | 'log' | 'now' | 'seam'>) => Recogniser
