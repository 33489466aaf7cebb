import type { Frame } from '../operations/frame.ts'
import type { AnyOperation } from '../operations/operation.ts'

/**
 * Where modules live: this process on one of its databases, or another process. The four ways in which one module is asked to do something;
 * the answer is the operation's output or its refusal, and tokens that were handed out are in `frame.issued`.
 */
export type Participant = {
  /** For another module: nobody is judged. */
  call(operation: AnyOperation, input: unknown, frame: Frame): Promise<unknown>
  /** For a caller from outside, whom the process at the door has judged: with the caller's key. */
  dispatch(operation: AnyOperation, input: unknown, frame: Frame): Promise<unknown>
  /** Runs a command as a step of a saga: however often it is asked with one id, it happens once and gives the same answer. */
  step(step: Step, frame: Frame): Promise<unknown>
  /** Undoes a step by `operation`, once. A step that was not taken yet is barred: it throws when it comes late. */
  undo(step: Step, frame: Frame): Promise<void>
}

/** `input` is what the step was given, the undo's as well. */
export type Step = {
  /** Of the step, not of its undo. */
  readonly id: string
  readonly operation: AnyOperation
  readonly input: unknown
}
