import type { AnyOperation, Command } from '../../operations/operation.ts'

/** A step is a command that needs nothing but its unit of work. */
export function stepCommand(operation: AnyOperation): Command<unknown, unknown> {
  if (operation.kind !== 'command') throw new Error(`${operation.name} is no command, so it cannot be a step`)
  if (operation.read) throw new Error(`${operation.name} reads before its unit of work, so it cannot be a step`)
  return operation
}
