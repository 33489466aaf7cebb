import { failures, type Selection } from '../facets/selection.ts'
import type { SearchIndex } from '../index/search-index.ts'
import type { Segment } from '../index/segment.ts'
import type { Understood } from '../query/understand.ts'
import { matchWords, wantedBits } from './match.ts'
import type { Scratch } from './scratch.ts'

/** Documents of a segment that answer the words, before filters. */
export type Candidates = {
  readonly segment: Segment
  readonly places: Uint32Array
  /** By index in the list; `undefined` where nobody typed a word. */
  readonly scores: Float64Array | undefined
  /** The list is all that has this facet value, or all there is. */
  readonly whole: { readonly value: number | undefined } | undefined
}

export type Matched = {
  readonly candidates: readonly Candidates[]
  /** The words of the best document, a bit each. */
  readonly best: number
}

/** With fewer complete answers than this, others follow that have most of the words. */
const enough = 10
/** Have at least this share of what the best has. */
const leastShare = 0.5
/** Puts what has all the words before what has not. */
export const completeScore = 1_000

type Asked = { readonly understood: Understood; readonly selection: Selection; readonly scratch: Scratch }

/** What answers the words of a query, all of them first. */
export function candidatesOf(index: SearchIndex, asked: Asked): Matched {
  const { scratch, understood } = asked
  scratch.reserve(index.segments.reduce((sum, { size }) => sum + size, 0))
  const parts = matchSegments(index, asked)
  const wanted = wantedBits(understood.slots)
  const judged = judge(parts, { ...asked, wanted })
  const few = judged.complete < enough && understood.code === undefined
  const least = few ? leastShare * judged.bestShare : 1
  const candidates = parts.map((part) => gather(part, { ...asked, wanted, least, shareOf: judged.shareOf }))
  scratch.wipe()
  return { candidates, best: judged.best }
}

type Part = { readonly segment: Segment; readonly base: number; readonly from: number; readonly to: number }

function matchSegments({ segments }: SearchIndex, { understood, scratch }: Asked): readonly Part[] {
  let base = 0
  return segments.map((segment) => {
    const from = scratch.count
    matchWords(segment, base, { understood, scratch })
    const part = { segment, base, from, to: scratch.count }
    base += segment.size
    return part
  })
}

type Judged = {
  readonly complete: number
  readonly best: number
  readonly bestShare: number
  readonly shareOf: (bits: number) => number
}

function judge(parts: readonly Part[], asked: Asked & { readonly wanted: number }): Judged {
  const { scratch, selection, wanted } = asked
  const shareOf = sharesOf(asked.understood)
  let complete = 0
  let best = 0
  let bestShare = 0
  for (const { segment, base, from, to } of parts) {
    for (let index = from; index < to; index += 1) {
      const document = scratch.met[index] ?? 0
      const bits = (scratch.found[document] ?? 0) & wanted
      if (bits !== wanted && (complete > 0 || bits === best || shareOf(bits) <= bestShare)) continue
      if (!stands(segment, document - base, selection)) continue
      if (bits === wanted) complete += 1
      best = bits
      bestShare = shareOf(bits)
      if (complete === enough) return { complete, best, bestShare, shareOf }
    }
  }
  return { complete, best, bestShare, shareOf }
}

/** Not deleted, and within the scope of the query. */
function stands(segment: Segment, place: number, selection: Selection): boolean {
  if (segment.deleted[place] !== 0) return false
  return selection.scope === 0 || (failures(selection, segment, place) & selection.scope) === 0
}

/** What share of all that is wanted some of the words make up. */
export function sharesOf({ slots }: Understood): (bits: number) => number {
  const wanted = slots.map(({ wish, weight, alternatives }) =>
    wish === 'wanted' && alternatives.length > 0 ? weight : 0,
  )
  const total = wanted.reduce((sum, weight) => sum + weight, 0)
  return (bits) => {
    if (total === 0) return 1
    let share = 0
    for (const [bit, weight] of wanted.entries()) if (bits & (1 << bit)) share += weight
    return share / total
  }
}

type Gathering = Asked & { readonly wanted: number; readonly least: number; readonly shareOf: (bits: number) => number }

function gather({ segment, base, from, to }: Part, { scratch, wanted, least, shareOf }: Gathering): Candidates {
  const places = new Uint32Array(to - from)
  const scores = new Float64Array(to - from)
  let count = 0
  for (let index = from; index < to; index += 1) {
    const document = scratch.met[index] ?? 0
    const bits = (scratch.found[document] ?? 0) & wanted
    const complete = bits === wanted
    if (!complete && least === 1) continue
    const share = complete ? 1 : shareOf(bits)
    if (share < least || segment.deleted[document - base] !== 0) continue
    places[count] = document - base
    // what is not wanted may have taken more than the words gave
    scores[count] = Math.max(scratch.scores[document] ?? 0, 0.01) * share + (complete ? completeScore : 0)
    count += 1
  }
  return { segment, places: places.subarray(0, count), scores: scores.subarray(0, count), whole: undefined }
}
