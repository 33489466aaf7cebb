import type { Frame } from '../operations/frame.ts'
import type { AnyOperation } from '../operations/operation.ts'
import type { Unit } from '../work/unit.ts'
import { entryOf, isAudited } from './entry.ts'

type Call = { readonly operation: AnyOperation; readonly input: unknown; readonly frame: Frame }

/** Leaves the entry of a change to its unit of work, where the change is audited. */
export function leaveEntry(
  unit: Pick<Unit, 'entries' | 'about'>,
  { operation, input, frame }: Call,
  come: { readonly answer: unknown } | 'no answer yet',
): void {
  if (!isAudited(operation)) return
  if (come === 'no answer yet' && operation.audited === 'once done' && operation.kind === 'exchange') return
  const answer = come === 'no answer yet' ? undefined : come.answer
  unit.entries.push(entryOf({ operation, input, frame, answer, about: Object.fromEntries(unit.about) }))
}
