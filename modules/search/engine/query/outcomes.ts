import type { Word } from '../search-result.ts'
import type { Slot } from './slot.ts'

/** What became of the words; `best` are those of the best answer: what it lacks was left out. */
export function outcomesOf(slots: readonly Slot[], best: number): readonly Word[] {
  return slots.flatMap((slot, bit) => (slot.wish === 'soft' ? [] : [outcomeOf(slot, (best & (1 << bit)) !== 0)]))
}

function outcomeOf({ word, wish, outcome, instead }: Slot, found: boolean): Word {
  if (wish === 'unwanted') return { text: word, outcome: 'unwanted' }
  if (!found) return { text: word, outcome: 'left_out' }
  return { text: word, outcome, ...(instead !== undefined && { instead }) }
}
