import { rename } from 'node:fs/promises'
import type { SearchIndex } from '../index/search-index.ts'
import type { Segment } from '../index/segment.ts'
import { readFrames, writeFrames } from './frames.ts'

/** Counts the ways in which text was analysed and laid out: another makes an old file worthless. */
const format = 1

type Begin = {
  readonly format: number
  readonly name: string
  readonly position: string | undefined
  readonly segments: number
}

type Words = {
  readonly terms: number
  readonly lexicons: ReturnType<SearchIndex['lexicons']['contents']>
  readonly facets: ReturnType<SearchIndex['facets']['contents']>
  readonly removals: readonly (readonly [number, number])[]
}

/** Keeps what the index holds at the moment of the call; what is written while it goes to the disk is not in it. */
export async function keepSnapshot(index: SearchIndex, { file, name }: { file: string; name: string }): Promise<void> {
  const segments = index.segments.map((segment) => ({ ...segment, deleted: segment.deleted.slice() }))
  const begin: Begin = { format, name, position: index.position, segments: segments.length }
  const words: Words = {
    terms: index.lexicons.terms,
    lexicons: index.lexicons.contents(),
    facets: index.facets.contents(),
    removals: [...index.removals],
  }
  const unfinished = `${file}.new`
  await writeFrames(unfinished, framesOf(begin, words, segments))
  await rename(unfinished, file)
}

/** A frame for each part, none of which outgrows a buffer. */
function* framesOf(begin: Begin, words: Words, segments: readonly Segment[]): Generator<unknown, void> {
  yield begin
  yield words
  for (const { terms, pairs, values, valuesOf, ...rest } of segments) {
    yield terms
    yield pairs
    yield { values, valuesOf }
    yield rest
  }
}

/** Fills an empty index and tells the version's name; `undefined` when the file is of another format. */
export async function restoreSnapshot(index: SearchIndex, file: string): Promise<string | undefined> {
  const frames = readFrames(file)
  const next = async () => {
    const frame = await frames.next()
    if (frame.done) throw new Error('The snapshot ends too early')
    return frame.value
  }
  const begin = (await next()) as Begin
  if (begin.format !== format) {
    await frames.return()
    return undefined
  }
  const words = (await next()) as Words
  const segments: Segment[] = []
  for (let count = 0; count < begin.segments; count += 1) {
    const terms = (await next()) as Segment['terms']
    const pairs = (await next()) as Segment['pairs']
    const values = (await next()) as Pick<Segment, 'values' | 'valuesOf'>
    segments.push({
      ...((await next()) as Omit<Segment, 'terms' | 'pairs' | 'values' | 'valuesOf'>),
      ...values,
      terms,
      pairs,
    })
  }
  index.lexicons.restore(words.lexicons, words.terms)
  index.facets.restore(words.facets)
  for (const [key, revision] of words.removals) index.removals.set(key, revision)
  index.segments = segments
  index.position = begin.position
  return begin.name
}
